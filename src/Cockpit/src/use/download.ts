import { faultOf } from '../api/client';

/** Has the browser keep a file: one of the server's, or one that was made here. What went wrong, in words; empty when nothing did. */
export async function save(what: string | Blob, name: string, accept?: string): Promise<string> {
  try {
    let file: Blob;
    if (typeof what === 'string') {
      const answer = await fetch(what, accept ? { headers: { Accept: accept } } : {});
      if (!answer.ok) return faultOf(await answer.json());
      file = await answer.blob();
    } else file = what;
    const link = document.createElement('a');
    link.href = URL.createObjectURL(file);
    link.download = name;
    link.click();
    URL.revokeObjectURL(link.href);
    return '';
  } catch (error) {
    return faultOf(error);
  }
}
