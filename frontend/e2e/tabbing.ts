import type { Page } from '@playwright/test';

/** What a walk by Tab has found wrong. */
export interface Walk {
  /** Controls that Tab does not reach. */
  missed: string[];
  /** Controls that look the same with the focus. */
  unseen: string[];
  /** Where the focus stayed for good; null where it came out again. */
  trap: string | null;
}

// More stops than any page has.
const most = 600;
// How often a walk may come by what it has seen before it is sure that the rest is out of reach.
const around = 60;

/** Goes through the page by Tab alone, from its start to its end. */
export async function walkByTab(page: Page): Promise<Walk> {
  await page.evaluate(() => {
    interface Control {
      element: HTMLElement;
      name: string;
      /** With the focus; empty until it had it. */
      look: string;
    }
    /** What of an element, of what is around it and right inside it, can show the focus. */
    const look = (element: HTMLElement): string => {
      const around: Element[] = [element];
      for (let up = element.parentElement, i = 0; up && i < 2; up = up.parentElement, i++) around.push(up);
      around.push(...element.children);
      for (const label of (element as HTMLInputElement).labels ?? []) around.push(label);
      if (element.nextElementSibling) around.push(element.nextElementSibling);
      return around
        .map((one) => {
          const style = getComputedStyle(one);
          return `${style.outlineStyle} ${style.outlineWidth} ${style.outlineColor} ${style.borderColor} ${style.boxShadow} ${style.backgroundColor} ${style.transform} ${style.top}`;
        })
        .join('|');
    };
    /** Ends what is still fading, so that looks are compared as they will be. */
    const settle = () => {
      void document.body.offsetHeight;
      for (const animation of document.getAnimations()) {
        if (animation.effect?.getComputedTiming().endTime !== Infinity) animation.finish();
      }
    };
    const name = (element: HTMLElement): string =>
      `${element.tagName.toLowerCase()} “${(element.getAttribute('aria-label') ?? (element as HTMLInputElement).labels?.[0]?.textContent ?? element.textContent ?? '').trim().slice(0, 60)}”`;
    const shown = (element: HTMLElement): boolean =>
      element.checkVisibility({ visibilityProperty: true, opacityProperty: false }) &&
      element.getClientRects().length > 0;
    /** Of radio buttons of a name, Tab stops at one. */
    const alone = (element: HTMLElement): boolean => {
      if (!(element instanceof HTMLInputElement) || element.type !== 'radio' || !element.name) return true;
      const group = [
        ...document.querySelectorAll<HTMLInputElement>(`input[type=radio][name="${element.name}"]`),
      ];
      return element.checked || (!group.some((one) => one.checked) && group[0] === element);
    };
    // The walk begins before everything, whatever the page has focused.
    document.body.tabIndex = -1;
    document.body.focus();
    document.body.removeAttribute('tabindex');
    const controls: Control[] = [
      ...document.querySelectorAll<HTMLElement>(
        'a[href], button, input, select, textarea, summary, [tabindex], [contenteditable=true]',
      ),
    ]
      .filter(
        (element) =>
          element.tabIndex >= 0 &&
          !element.matches(':disabled') &&
          !element.closest('[inert]') &&
          shown(element) &&
          alone(element),
      )
      .map((element) => ({ element, name: name(element), look: '' }));
    const state = {
      reached: new Set<HTMLElement>(),

      last: null as HTMLElement | null,
    };
    Object.assign(window, {
      tabStop: async (): Promise<string> => {
        const element = document.activeElement as HTMLElement | null;
        if (!element || element === document.body) return '';
        const again = state.reached.has(element);
        state.reached.add(element);
        const known = controls.find((control) => control.element === element);
        // An editor shows the focus a moment after it has it.
        if (element.closest('.cm-editor')) await new Promise((then) => setTimeout(then, 50));
        settle();
        if (known) known.look = look(element);
        const stayed = element === state.last;
        state.last = element;
        return `${stayed ? 'still ' : again ? 'again ' : ''}${name(element)}`;
      },
      tabWalk: () => {
        settle();
        return {
          missed: controls
            .filter(({ element }) => element.isConnected && !state.reached.has(element))
            .map((control) => control.name),
          unseen: controls
            .filter(
              ({ element, look: focused }) =>
                focused && element !== document.activeElement && look(element) === focused,
            )
            .map((control) => control.name),
        };
      },
    });
  });
  let trap: string | null = null;
  let same = 0;
  const walked = () =>
    page.evaluate(() =>
      (window as unknown as { tabWalk: () => { missed: string[]; unseen: string[] } }).tabWalk(),
    );
  // After the end of the page comes its start, by way of the window's own controls or without them.
  let seen = 0;
  for (let i = 0; i < most; i++) {
    await page.keyboard.press('Tab');
    const stop = await page.evaluate(() =>
      (window as unknown as { tabStop: () => Promise<string> }).tabStop(),
    );
    same = stop.startsWith('still ') ? same + 1 : 0;
    if (same > 2) {
      trap = stop;
      break;
    }
    if (stop !== '' && !stop.startsWith('again ')) continue;
    seen++;
    if ((await walked()).missed.length === 0 || seen > around) break;
  }
  return { ...(await walked()), trap };
}
