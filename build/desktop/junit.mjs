// Collects the outcome of the steps of build/desktop-smoke.sh and writes it as
// a JUnit report.
import fs from 'node:fs';

const escape = (text) =>
  String(text)
    // eslint-disable-next-line no-control-regex -- XML has no place for these
    .replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f]/g, '')
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;');

export class Report {
  #cases = [];
  #failed = 0;

  get failed() {
    return this.#failed;
  }

  get total() {
    return this.#cases.length;
  }

  /** Runs one step. A failed one is noted and, when others depend on it, thrown on. */
  async step(name, body) {
    const start = Date.now();
    let failure = null;
    try {
      await body();
      console.log(`  ok    ${name}`);
    } catch (error) {
      failure = error;
      this.#failed += 1;
      console.log(`  FAIL  ${name}\n        ${error.message}`);
    }
    const seconds = ((Date.now() - start) / 1000).toFixed(3);
    const inner = failure ? `<failure message="${escape(failure.message)}">${escape(failure.stack)}</failure>` : '';
    this.#cases.push(`<testcase classname="desktop" name="${escape(name)}" time="${seconds}">${inner}</testcase>`);
    if (failure) throw failure;
  }

  write(file) {
    fs.writeFileSync(
      file,
      `<?xml version="1.0" encoding="UTF-8"?>\n<testsuites><testsuite name="desktop" tests="${this.total}" failures="${this.#failed}">\n${this.#cases.join('\n')}\n</testsuite></testsuites>\n`,
    );
  }
}
