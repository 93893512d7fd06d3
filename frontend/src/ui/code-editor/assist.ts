import {
  autocompletion,
  completionStatus,
  type Completion,
  type CompletionSource,
} from '@codemirror/autocomplete';
import type { Extension } from '@codemirror/state';
import { EditorView, hoverTooltip } from '@codemirror/view';
import type { PolicyType } from '@/api/queries/policies';
import {
  completePolicy,
  hoverPolicy,
  type PolicyCompletion,
  type PolicyHover,
} from '@/api/queries/policy-assist';
import { byteIndex } from '@/lib/text-edits';

/** The place of a character in bytes, as the server counts. */
function byteOf(text: string, index: number): number {
  return new TextEncoder().encode(text.slice(0, index)).length;
}

function part(name: string, text: string): HTMLElement {
  const element = document.createElement('div');
  element.className = name;
  element.textContent = text;
  return element;
}

/**
 * Puts a completion in its place, and selects the first piece that is to be filled in.
 * When more was typed than the server was asked about, only what stands between the
 * places of the list is replaced: all others have moved.
 */
export function applyCompletion(
  view: EditorView,
  text: string,
  item: PolicyCompletion,
  listed: { from: number; to: number },
): void {
  const at = byteIndex(text);
  const same = view.state.doc.toString() === text;
  const from = same ? at(item.offset) : listed.from;
  const also = same ? item.also : [];
  const changes = view.state.changes([
    { from, to: same ? at(item.offset + item.length) : listed.to, insert: item.insert },
    ...also.map((edit) => ({
      from: at(edit.offset),
      to: at(edit.offset + edit.length),
      insert: edit.new_text,
    })),
  ]);
  const start = changes.mapPos(from, -1);
  const within = byteIndex(item.insert);
  const stop = item.stops[0];
  view.dispatch({
    changes,
    selection: stop
      ? { anchor: start + within(stop.offset), head: start + within(stop.offset + stop.length) }
      : { anchor: start + item.insert.length },
    userEvent: 'input.complete',
    scrollIntoView: true,
  });
}

function completions(type: () => PolicyType | undefined): CompletionSource {
  return async (context) => {
    if (!context.explicit && !context.matchBefore(/["\w:*/$.{-]/)) return null;
    const text = context.state.doc.toString();
    const asking = new AbortController();
    context.addEventListener('abort', () => asking.abort());
    const answer = await completePolicy(text, byteOf(text, context.pos), type(), asking.signal).catch(
      () => null,
    );
    const first = answer?.items[0];
    if (!answer || !first) return null;
    const at = byteIndex(text);
    return {
      from: Math.min(context.pos, ...answer.items.map((item) => at(item.offset))),
      filter: false, // the server has chosen, and put the best first
      options: answer.items.map((item): Completion => ({
        label: item.label,
        detail: item.detail,
        ...(item.documentation ? { info: () => part('cm-assist', item.documentation) } : {}),
        apply: (view, _, from, to) => applyCompletion(view, text, item, { from, to }),
      })),
    };
  };
}

/** What a piece of a policy means, as it stands beside the text. */
export function explained(hover: PolicyHover): HTMLElement {
  const box = part('cm-assist', '');
  box.append(part('cm-assist-title', hover.title), part('cm-assist-detail', hover.detail));
  if (hover.text) box.append(part('cm-assist-text', hover.text));
  for (const { name, values, more } of hover.facts) {
    box.append(part('cm-assist-fact', `${name}: ${values.join(', ')}${more > 0 ? ` +${more}` : ''}`));
  }
  return box;
}

/** Completion of a policy as one types (and by Ctrl+Space), and what a piece of it means under the pointer. */
export function policyAssist(type: () => PolicyType | undefined): Extension {
  return [
    autocompletion({ override: [completions(type)], icons: false, maxRenderedOptions: 60 }),
    // Escape closes the list, and not the dialog that the editor may stand in.
    EditorView.contentAttributes.of((view) =>
      completionStatus(view.state) === 'active' ? { 'data-mantine-stop-propagation': 'true' } : null,
    ),
    hoverTooltip(async (view, pos) => {
      const text = view.state.doc.toString();
      const hover = await hoverPolicy(text, byteOf(text, pos), type()).catch(() => null);
      if (!hover?.found || view.state.doc.toString() !== text) return null;
      const at = byteIndex(text);
      return {
        pos: at(hover.offset),
        end: at(hover.offset + hover.length),
        create: () => ({ dom: explained(hover) }),
      };
    }),
  ];
}
