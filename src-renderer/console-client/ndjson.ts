/**
 * The lines of an NDJSON stream, however its chunks cut lines and characters. Blank lines (heartbeats) are skipped;
 * `onChunk` hears of every chunk, so that silence can be told from quiet.
 */
export async function* readLines(
  stream: ReadableStream<Uint8Array>,
  onChunk: () => void = () => undefined,
): AsyncGenerator<string> {
  const reader = stream.getReader();
  const decoder = new TextDecoder();
  let rest = '';
  try {
    for (;;) {
      const { done, value } = await reader.read();
      onChunk();
      rest += done ? decoder.decode() : decoder.decode(value, { stream: true });
      const lines = rest.split('\n');
      rest = done ? '' : (lines.pop() ?? '');
      for (const line of lines) if (line.trim() !== '') yield line;
      if (done) return;
    }
  } finally {
    await reader.cancel();
  }
}
