import type { FoundFile } from "./found-file.ts";

const folder = "/samples/";

/** Made flights that ship with the product. */
export async function fetchSamples(): Promise<FoundFile[]> {
  const answer = await fetch(`${folder}index.json`);
  const { files } = (await answer.json()) as { files: { name: string }[] }; // made by our own build
  return Promise.all(
    files.map(async ({ name }) => {
      const bytes = await (await fetch(folder + encodeURIComponent(name))).arrayBuffer();
      return { path: name, file: new File([bytes], name) };
    }),
  );
}
