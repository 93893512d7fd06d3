import { createTheme, type CSSVariablesResolver, type MantineColorsTuple } from '@mantine/core';

const brand: MantineColorsTuple = [
  '#eff1fe',
  '#dfe3fc',
  '#bfc6f8',
  '#a0aaf5',
  '#828eef',
  '#5f6de6',
  '#4353d9',
  '#3644bd',
  '#2d3899',
  '#232c77',
];

const gray: MantineColorsTuple = [
  '#f8f9fb',
  '#f1f3f6',
  '#e6e9ef',
  '#d8dde5',
  '#bfc6d2',
  '#98a2b3',
  '#5d6779',
  '#434c5c',
  '#2a3140',
  '#161b26',
];

const dark: MantineColorsTuple = [
  '#e4e7ee',
  '#bcc2cf',
  '#98a0b0',
  '#6b7384',
  '#343a47',
  '#2a2f3a',
  '#1e222b',
  '#15181f',
  '#101217',
  '#0a0c10',
];

// The faces come with the product, so that it looks the same everywhere.
const systemFont =
  '"Inter Variable", Inter, -apple-system, BlinkMacSystemFont, "Segoe UI Variable Text", "Segoe UI", Roboto, "Helvetica Neue", sans-serif';

/** The face for identifiers, ARNs and documents. */
export const monospace =
  '"JetBrains Mono Variable", "JetBrains Mono", ui-monospace, SFMono-Regular, "SF Mono", "Cascadia Mono", Menlo, Consolas, "Liberation Mono", monospace';

// Mantine's header element would count as a second banner of the page.
const noBanner = { header: { role: 'presentation' } };

/** The look of the product: calm, dense, one accent colour. */
export const theme = createTheme({
  primaryColor: 'brand',
  primaryShade: { light: 6, dark: 6 },
  colors: { brand, gray, dark },
  white: '#ffffff',
  black: '#161b26',
  fontFamily: systemFont,
  fontFamilyMonospace: monospace,
  fontSizes: { xs: '0.75rem', sm: '0.8125rem', md: '0.875rem', lg: '1rem', xl: '1.125rem' },
  lineHeights: { xs: '1.4', sm: '1.45', md: '1.5', lg: '1.5', xl: '1.5' },
  headings: {
    fontFamily: systemFont,
    fontWeight: '600',
    sizes: {
      h1: { fontSize: '1.375rem', lineHeight: '1.3' },
      h2: { fontSize: '1rem', lineHeight: '1.4' },
      h3: { fontSize: '0.875rem', lineHeight: '1.4' },
    },
  },
  radius: { xs: '3px', sm: '5px', md: '7px', lg: '10px', xl: '14px' },
  defaultRadius: 'md',
  shadows: {
    xs: '0 1px 2px rgba(22, 27, 38, 0.06)',
    sm: '0 1px 3px rgba(22, 27, 38, 0.08), 0 1px 2px rgba(22, 27, 38, 0.04)',
    md: '0 6px 18px rgba(22, 27, 38, 0.10)',
    lg: '0 12px 32px rgba(22, 27, 38, 0.14)',
    xl: '0 20px 48px rgba(22, 27, 38, 0.18)',
  },
  focusRing: 'auto',
  cursorType: 'pointer',
  respectReducedMotion: true,
  components: {
    ActionIcon: { defaultProps: { variant: 'subtle', color: 'gray' } },
    Badge: {
      defaultProps: { variant: 'light', radius: 'sm' },
      styles: { root: { textTransform: 'none', fontWeight: 550 } },
    },
    Button: { defaultProps: { size: 'sm' }, styles: { label: { fontWeight: 550 } } },
    Drawer: {
      defaultProps: { attributes: noBanner, overlayProps: { backgroundOpacity: 0.35 } },
      styles: { title: { fontWeight: 600 } },
    },
    InputWrapper: {
      styles: { label: { fontWeight: 550, marginBottom: 4 }, description: { marginBottom: 4 } },
    },
    // The first item takes the focus itself: a placeholder before it is no part of a menu.
    Menu: { defaultProps: { shadow: 'md', withInitialFocusPlaceholder: false } },
    Modal: {
      defaultProps: {
        attributes: noBanner,
        centered: true,
        radius: 'lg',
        overlayProps: { backgroundOpacity: 0.35 },
      },
      styles: { title: { fontWeight: 600 } },
    },
    Paper: { defaultProps: { radius: 'lg' } },
    Select: { defaultProps: { allowDeselect: false, checkIconPosition: 'right' } },
    Tooltip: { defaultProps: { openDelay: 250, withArrow: true, fz: 'xs' } },
  },
});

// Quiet tints for badges and alerts: a hue over whatever surface is below.
const tones = { red: 'bad', orange: 'warn', yellow: 'warn', teal: 'good', blue: 'info' } as const;

function tints(strength: number): Record<string, string> {
  const of = (name: string, colour: string, text: string) => ({
    [`--mantine-color-${name}-light`]: `color-mix(in srgb, ${colour} ${strength}%, transparent)`,
    [`--mantine-color-${name}-light-hover`]: `color-mix(in srgb, ${colour} ${strength + 6}%, transparent)`,
    [`--mantine-color-${name}-light-color`]: text,
  });
  return Object.assign(
    of('gray', 'var(--mantine-color-dimmed)', 'var(--mantine-color-text)'),
    of('brand', 'var(--mantine-color-brand-5)', 'var(--accent-text)'),
    ...Object.entries(tones).map(([name, tone]) => of(name, `var(--tone-${tone})`, `var(--tone-${tone})`)),
  ) as Record<string, string>;
}

/** Colours that Mantine derives, but this product sets: surfaces, quiet text, lines, errors. */
export const cssVariables: CSSVariablesResolver = () => ({
  variables: {},
  light: {
    ...tints(10),
    '--mantine-color-body': '#ffffff',
    '--mantine-color-text': '#1f2633',
    '--mantine-color-dimmed': '#5d6779',
    '--mantine-color-placeholder': '#6d7789',
    '--mantine-color-error': '#c22f2f',
    '--mantine-color-default-border': '#d8dde5',
    '--mantine-color-anchor': '#3644bd',
    '--surface-sunken': '#f8f9fb',
    '--surface-raised': '#ffffff',
    '--surface-hover': '#f1f3f6',
    '--line': '#e6e9ef',
    '--line-strong': '#d8dde5',
    '--accent-soft': '#eff1fe',
    '--accent-text': '#3644bd',
    '--tone-good': '#177245',
    '--tone-warn': '#8f5600',
    '--tone-bad': '#b42828',
    '--tone-info': '#1f5fae',
    '--code-key': '#3644bd',
    '--code-string': '#1d6b4a',
    '--code-value': '#9a4a00',
  },
  dark: {
    ...tints(16),
    '--mantine-color-body': '#15181f',
    '--mantine-color-text': '#e4e7ee',
    '--mantine-color-dimmed': '#98a0b0',
    '--mantine-color-placeholder': '#838b9b',
    '--mantine-color-error': '#ff8d88',
    '--mantine-color-default-border': '#343a47',
    '--mantine-color-anchor': '#a0aaf5',
    '--surface-sunken': '#101217',
    '--surface-raised': '#191d25',
    '--surface-hover': '#21262f',
    '--line': '#272c36',
    '--line-strong': '#343a47',
    '--accent-soft': '#232946',
    '--accent-text': '#b4bcf8',
    '--tone-good': '#58cf94',
    '--tone-warn': '#f0b45a',
    '--tone-bad': '#ff8d88',
    '--tone-info': '#7fb8f7',
    '--code-key': '#a0aaf5',
    '--code-string': '#8fd3b0',
    '--code-value': '#f0b45a',
  },
});
