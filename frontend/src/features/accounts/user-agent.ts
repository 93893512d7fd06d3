// The first that fits. The command line says iamcopilot/…, the window IAMCopilot-Desktop/….
const browsers: [RegExp, string][] = [
  [/Go-http-client|^iamcopilot\//i, 'Command line'],
  [/IAMCopilot|Wails/i, 'IAM Copilot'],
  [/Edg\//, 'Edge'],
  [/OPR\//, 'Opera'],
  [/Firefox\//, 'Firefox'],
  [/(Chrome|Chromium|HeadlessChrome)\//, 'Chrome'],
  [/Safari\//, 'Safari'],
  [/curl\//, 'curl'],
];

const systems: [RegExp, string][] = [
  [/Windows/, 'Windows'],
  [/iPhone|iPad/, 'iOS'],
  [/Android/, 'Android'],
  [/Mac OS X|Macintosh|darwin/i, 'macOS'],
  [/Linux|X11/i, 'Linux'],
];

/** The browser and the system a User-Agent header names; null where it names none that is known. */
export function readUserAgent(text: string): { browser: string | null; system: string | null } {
  const find = (table: [RegExp, string][]) => table.find(([pattern]) => pattern.test(text))?.[1] ?? null;
  return { browser: find(browsers), system: find(systems) };
}
