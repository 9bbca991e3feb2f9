/** One event of a stream; comments come as an event of the name `comment`. */
export interface StreamEvent {
  name: string;
  id: string | undefined;
  data: string;
}

/** Takes the text of a Server-Sent Events stream in pieces, however it is cut, and gives the events that are whole. */
export function eventReader(): (piece: string) => StreamEvent[] {
  let rest = '';
  return (piece) => {
    const blocks = (rest + piece).split('\n\n');
    rest = blocks.pop() ?? '';
    return blocks.map(read);
  };
}

function read(block: string): StreamEvent {
  const event: StreamEvent = { name: 'message', id: undefined, data: '' };
  for (const line of block.split('\n')) {
    const colon = line.indexOf(':');
    const field = colon < 0 ? line : line.slice(0, colon);
    const value = colon < 0 ? '' : line.slice(line[colon + 1] === ' ' ? colon + 2 : colon + 1);
    if (colon === 0) event.name = 'comment';
    else if (field === 'event') event.name = value;
    else if (field === 'id') event.id = value;
    else if (field === 'data') event.data += event.data === '' ? value : `\n${value}`;
  }
  return event;
}
