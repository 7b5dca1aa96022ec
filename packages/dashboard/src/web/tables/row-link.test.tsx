import { render } from 'preact';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { rowLink } from './row-link.ts';

const tabs = vi.fn<(address: string, target: string, features: string) => void>();

beforeEach(() => {
  history.replaceState(null, '', '/');
  vi.stubGlobal('open', tabs.mockReset());
  document.body.innerHTML = '<table id="rows"></table>';
  const table = document.querySelector('#rows');
  if (table === null) throw new Error('the page has no table');
  render(
    <tbody>
      <tr {...rowLink('/sweeps/7')}>
        <td id="text">adam</td>
        <td>
          <label id="label">
            <input id="tick" type="checkbox" />
          </label>
          <button id="button" type="button" />
        </td>
      </tr>
    </tbody>,
    table,
  );
});

afterEach(() => {
  vi.unstubAllGlobals();
});

function click(id: string, options: MouseEventInit = {}, type = 'click'): void {
  document
    .querySelector(`#${id}`)
    ?.dispatchEvent(new MouseEvent(type, { bubbles: true, cancelable: true, ...options }));
}

test('a click anywhere in the row opens its page', () => {
  click('text');
  expect(location.pathname).toBe('/sweeps/7');
  expect(tabs).not.toHaveBeenCalled();
});

test.each(['tick', 'label', 'button'])('a click on its %s does not', (id) => {
  click(id);
  click(id, { button: 1 }, 'auxclick');
  expect(location.pathname).toBe('/');
  expect(tabs).not.toHaveBeenCalled();
});

test.each([
  ['click', { ctrlKey: true }],
  ['click', { metaKey: true }],
  ['click', { shiftKey: true }],
  ['auxclick', { button: 1 }],
] as const)('%s with %j opens a new tab', (type, options) => {
  click('text', options, type);
  expect(tabs).toHaveBeenCalledWith('/sweeps/7', '_blank', 'noopener');
  expect(location.pathname).toBe('/');
});

test('the right button is left alone', () => {
  click('text', { button: 2 }, 'auxclick');
  expect(tabs).not.toHaveBeenCalled();
});
