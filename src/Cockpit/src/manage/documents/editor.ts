import { defaultKeymap, history, historyKeymap } from '@codemirror/commands';
import { yaml } from '@codemirror/lang-yaml';
import { bracketMatching, HighlightStyle, indentOnInput, syntaxHighlighting } from '@codemirror/language';
import { type Diagnostic, lintGutter, setDiagnostics } from '@codemirror/lint';
import { unifiedMergeView } from '@codemirror/merge';
import { highlightSelectionMatches, search, searchKeymap } from '@codemirror/search';
import { Compartment, EditorState } from '@codemirror/state';
import {
  drawSelection,
  EditorView,
  highlightActiveLine,
  highlightActiveLineGutter,
  keymap,
  lineNumbers,
} from '@codemirror/view';
import { tags } from '@lezer/highlight';
import type { Fault } from './document';

const theme = EditorView.theme(
  {
    '&': { height: '100%', backgroundColor: '#071420', color: '#e4edf4', fontSize: '0.95rem' },
    '.cm-scroller': {
      fontFamily: '"JetBrains Mono", "SFMono-Regular", Consolas, "Noto Sans Mono", "Noto Sans Mono CJK SC", monospace',
      lineHeight: '1.5',
    },
    '.cm-gutters': { backgroundColor: '#0b1b29', color: '#7f97a9', borderRight: '1px solid #1c3448' },
    '.cm-activeLine': { backgroundColor: '#12283a80' },
    '.cm-activeLineGutter': { backgroundColor: '#12283a' },
    '.cm-cursor': { borderLeftColor: '#4cc3e6' },
    '&.cm-focused .cm-selectionBackground, .cm-selectionBackground': { backgroundColor: '#123c50 !important' },
    '&.cm-focused': { outline: '2px solid #4cc3e6', outlineOffset: '-2px' },
    '.cm-tooltip, .cm-panels': { backgroundColor: '#12283a', color: '#e4edf4', border: '1px solid #2c4c64' },
    '.cm-changedLine, &.cm-merge-b .cm-changedLine': { backgroundColor: '#1d4a2c66' },
    '.cm-deletedChunk': { backgroundColor: '#5a1b2b66' },
    '.cm-changedText, &.cm-merge-b .cm-changedText': { background: '#2c6b4399' },
    '.cm-deletedChunk .cm-deletedText': { background: '#8a2b4499' },
  },
  { dark: true },
);

const colours = syntaxHighlighting(
  HighlightStyle.define([
    { tag: [tags.propertyName, tags.definition(tags.propertyName)], color: '#6fb9d6' },
    { tag: [tags.string, tags.content, tags.attributeValue], color: '#e4edf4' },
    { tag: [tags.number, tags.bool, tags.null, tags.keyword], color: '#f5b942' },
    { tag: tags.comment, color: '#7f97a9', fontStyle: 'italic' },
    { tag: [tags.punctuation, tags.separator, tags.bracket, tags.squareBracket, tags.brace], color: '#9db2c2' },
  ]),
);

export interface Editor {
  readonly text: string;
  replace(text: string): void;
  mark(faults: readonly Fault[]): void;
  goTo(fault: Fault): void;
  /** Shows what is different from another text; null: just the text. */
  compare(original: string | null): void;
  destroy(): void;
}

/** An editor of YAML. It lives in a shadow root of its own, where it takes its styles from constructed sheets: the page's policy allows no inline ones. */
export function createEditor(
  host: HTMLElement,
  text: string,
  how: { label: string; readOnly: boolean; onchange: (text: string) => void },
): Editor {
  const root = host.shadowRoot ?? host.attachShadow({ mode: 'open' });
  const comparing = new Compartment();
  const view = new EditorView({
    parent: root,
    root,
    state: EditorState.create({
      doc: text,
      extensions: [
        lineNumbers(),
        highlightActiveLineGutter(),
        highlightActiveLine(),
        history(),
        drawSelection(),
        indentOnInput(),
        bracketMatching(),
        highlightSelectionMatches(),
        search({ top: true }),
        lintGutter(),
        yaml(),
        theme,
        colours,
        comparing.of([]),
        keymap.of([...defaultKeymap, ...historyKeymap, ...searchKeymap]),
        EditorState.readOnly.of(how.readOnly),
        EditorState.tabSize.of(2),
        EditorView.contentAttributes.of({ 'aria-label': how.label, 'aria-multiline': 'true', tabindex: '0' }),
        EditorView.updateListener.of((update) => {
          if (update.docChanged) how.onchange(update.state.doc.toString());
        }),
      ],
    }),
  });

  function place(fault: Fault): { from: number; to: number } {
    const line = view.state.doc.line(Math.max(1, Math.min(fault.line ?? 1, view.state.doc.lines)));
    const from = Math.min(line.from + Math.max((fault.column ?? 1) - 1, 0), line.to);
    return { from, to: Math.max(from, line.to) };
  }

  return {
    get text() {
      return view.state.doc.toString();
    },
    replace(to) {
      view.dispatch({ changes: { from: 0, to: view.state.doc.length, insert: to } });
    },
    mark(faults) {
      const diagnostics: Diagnostic[] = faults.map((fault) => ({
        ...place(fault),
        severity: 'error',
        message: fault.message,
      }));
      view.dispatch(setDiagnostics(view.state, diagnostics));
    },
    goTo(fault) {
      const { from } = place(fault);
      view.dispatch({ selection: { anchor: from }, effects: EditorView.scrollIntoView(from, { y: 'center' }) });
      view.focus();
    },
    compare(original) {
      view.dispatch({
        effects: comparing.reconfigure(
          original === null
            ? []
            : unifiedMergeView({ original, mergeControls: false, collapseUnchanged: { margin: 4 } }),
        ),
      });
    },
    destroy() {
      view.destroy();
    },
  };
}
