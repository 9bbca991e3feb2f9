type Name = 'help' | 'about';

const held = $state<{ open: Name | null }>({ open: null });

/** Which of the app's own dialogs is open. */
export const dialogs = {
  get open(): Name | null {
    return held.open;
  },
  show(name: Name): void {
    held.open = name;
  },
  close(): void {
    held.open = null;
  },
};
