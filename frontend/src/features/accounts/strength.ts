/** How hard a password is to guess: 0 (at once) to 4 (strong). */
export type Score = 0 | 1 | 2 | 3 | 4;

type Estimator = (password: string, personal: string[]) => Score;

let loading: Promise<Estimator> | null = null;

async function load(): Promise<Estimator> {
  const [{ ZxcvbnFactory }, common, english] = await Promise.all([
    import('@zxcvbn-ts/core'),
    import('@zxcvbn-ts/language-common'),
    import('@zxcvbn-ts/language-en'),
  ]);
  const zxcvbn = new ZxcvbnFactory({
    dictionary: { ...common.dictionary, ...english.dictionary },
    graphs: common.adjacencyGraphs,
    maxLength: 100,
  });
  return (password, personal) => zxcvbn.check(password, personal).score;
}

/**
 * Estimates a password; words about the person count as easy to guess. The
 * dictionaries are large, so they are fetched when first needed; when that
 * fails the promise is rejected and the next call tries again.
 */
export async function estimate(password: string, personal: string[]): Promise<Score> {
  loading ??= load().catch((error: unknown) => {
    loading = null;
    throw error;
  });
  return (await loading)(password, personal);
}
