import { afterEach, describe, expect, it, vi } from 'vitest';
import { followInside, followOutsideLinks } from './outside-links';

const browser = vi.fn();
const goTo = vi.fn();
let end: () => void = () => undefined;

function click(href: string, target = '_blank'): boolean {
  document.body.innerHTML = `<a href="${href}" target="${target}"><span>link</span></a>`;
  const event = new MouseEvent('click', { bubbles: true, cancelable: true });
  document.querySelector('span')?.dispatchEvent(event);
  return event.defaultPrevented;
}

afterEach(() => {
  end();
  vi.clearAllMocks();
  Reflect.deleteProperty(window, 'runtime');
});

describe('followOutsideLinks', () => {
  it('hands links that lead away to the browser', () => {
    Object.assign(window, { runtime: { BrowserOpenURL: browser } });
    end = followOutsideLinks(goTo);
    expect(click('https://docs.aws.amazon.com/IAM/')).toBe(true);
    expect(browser).toHaveBeenCalledExactlyOnceWith('https://docs.aws.amazon.com/IAM/');
    expect(goTo).not.toHaveBeenCalled();
  });

  it('opens its own pages in place', () => {
    Object.assign(window, { runtime: { BrowserOpenURL: browser } });
    end = followOutsideLinks(goTo);
    expect(click('/terms?x=1#keys')).toBe(true);
    expect(goTo).toHaveBeenCalledExactlyOnceWith('/terms?x=1#keys');
    expect(browser).not.toHaveBeenCalled();
  });

  it('leaves other links, and a window that cannot, alone', () => {
    end = followOutsideLinks(goTo);
    expect(click('https://example.com/')).toBe(false);
    Object.assign(window, { runtime: { BrowserOpenURL: browser } });
    expect(click('#here', '_self')).toBe(false);
    expect(browser).not.toHaveBeenCalled();
  });
});

describe('followInside', () => {
  const ask = (detail: unknown) =>
    !window.dispatchEvent(new CustomEvent('iamcopilot:go', { detail, cancelable: true }));

  it('opens what the menu and links of other programs ask for, in place', () => {
    end = followInside(goTo);
    expect(ask('/policies/12')).toBe(true);
    expect(goTo).toHaveBeenCalledWith('/policies/12');
    expect(ask({ page: '/' })).toBe(false);
    end();
    expect(ask('/usage')).toBe(false);
    expect(goTo).toHaveBeenCalledTimes(1);
  });
});
