export async function chosenFrom(file: File): Promise<{ name: string; base64: string }> {
  const bytes = new Uint8Array(await file.arrayBuffer());
  const binary = bytes.reduce((text, byte) => text + String.fromCharCode(byte), "");
  return { name: file.name, base64: btoa(binary) };
}

export const sizeText = (bytes: number): string =>
  bytes < 1024 ? `${bytes} bytes` : `${Math.round(bytes / 1024)} KB`;
