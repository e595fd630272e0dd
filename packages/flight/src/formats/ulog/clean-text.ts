// oxlint-disable-next-line no-control-regex -- they are what is to be taken out
const colours = /\u001b\[[0-9;]*[A-Za-z]/g;
// oxlint-disable-next-line no-control-regex -- as above
const controls = /[\u0000-\u0008\u000b-\u001f\u007f-\u009f]/g;

/** Without the colours of consoles and other controls; line ends and tabs stay. */
export function cleanText(text: string): string {
  return text.replace(colours, "").replace(controls, "").trim();
}
