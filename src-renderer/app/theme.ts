// Mantine's controls in our tokens. Its variables stand in styles/mantine.css: nothing is injected at run time, so the
// content security policy needs no exception. No scroll lock either: it injects a <style>, and the body never scrolls.
import {
  createTheme,
  defaultVariantColorsResolver,
  type MantineColorsTuple,
  type OptionsFilter,
  type VariantColorsResolver,
} from '@mantine/core';

const accent: MantineColorsTuple = [
  'var(--accent)',
  'var(--accent)',
  'var(--accent)',
  'var(--accent)',
  'var(--accent)',
  'var(--accent)',
  'var(--accent)',
  'var(--accent)',
  'var(--accent)',
  'var(--accent)',
];

const variantColorResolver: VariantColorsResolver = (input) => {
  const colours = defaultVariantColorsResolver(input);
  const none = '1px solid transparent';
  switch (input.variant) {
    case 'filled':
      return {
        ...colours,
        background: 'var(--accent)',
        hover: 'var(--accent-hover)',
        color: 'var(--accent-ink)',
        border: none,
      };
    case 'danger':
      return {
        ...colours,
        background: 'transparent',
        hover: 'var(--bad-soft)',
        color: 'var(--bad)',
        border: '1px solid var(--bad)',
      };
    case 'subtle':
      return { ...colours, background: 'transparent', hover: 'var(--hover)', color: 'var(--ink-2)', border: none };
    default:
      return colours;
  }
};

/** Options that begin with what was typed come first: "di" finds Disabled, not Pending. */
const prefixFirst: OptionsFilter = ({ options, search }) => {
  const wanted = search.trim().toLowerCase();
  const flat = options.flatMap((option) => ('group' in option ? option.items : [option]));
  const labelled = flat.map((option) => ({ option, label: option.label.toLowerCase() }));
  return [
    ...labelled.filter(({ label }) => label.startsWith(wanted)),
    ...labelled.filter(({ label }) => !label.startsWith(wanted) && label.includes(wanted)),
  ].map(({ option }) => option);
};

export const theme = createTheme({
  primaryColor: 'brand',
  colors: { brand: accent },
  respectReducedMotion: true,
  cursorType: 'pointer',
  variantColorResolver,
  components: {
    // It fades in and is gone at once: what a dialog showed is never seen a moment longer than it was wanted.
    Modal: {
      defaultProps: { lockScroll: false, transitionProps: { duration: 120, exitDuration: 0, transition: 'fade' } },
    },
    Drawer: { defaultProps: { lockScroll: false, transitionProps: { duration: 120 } } },
    Tooltip: { defaultProps: { openDelay: 400, fz: 12 } },
    Button: { defaultProps: { size: 'xs' } },
    TextInput: { defaultProps: { size: 'xs' } },
    Select: {
      defaultProps: {
        size: 'xs',
        searchable: true,
        selectFirstOptionOnChange: true,
        filter: prefixFirst,
        comboboxProps: { shadow: 'md' },
      },
    },
    ActionIcon: { defaultProps: { variant: 'subtle', size: 'md' } },
    Tabs: { defaultProps: { keepMounted: false } },
  },
});
