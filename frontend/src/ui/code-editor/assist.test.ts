import { EditorView } from '@codemirror/view';
import { afterEach, describe, expect, it } from 'vitest';
import { applyCompletion, explained } from './assist';

let view: EditorView;
afterEach(() => view.destroy());

const item = {
  label: 'arn',
  kind: 'resource' as const,
  detail: '',
  documentation: '',
  insert: 'arn:aws:s3:::BUCKET',
  offset: 3,
  length: 2,
  stops: [{ offset: 13, length: 6 }],
  also: [],
};

describe('a completion', () => {
  it('replaces what was typed, counted in bytes, and selects what is to be filled in', () => {
    view = new EditorView({ doc: 'ä"ar"' });
    applyCompletion(view, 'ä"ar"', item, { from: 2, to: 4 });
    expect(view.state.doc.toString()).toBe('ä"arn:aws:s3:::BUCKET"');
    const { from, to } = view.state.selection.main;
    expect(view.state.sliceDoc(from, to)).toBe('BUCKET');
  });

  it('makes the other changes that go with it', () => {
    view = new EditorView({ doc: '"x","s3"' });
    const also = [{ offset: 0, length: 3, new_text: '"long"' }];
    applyCompletion(
      view,
      '"x","s3"',
      { ...item, insert: 's3:Get*', offset: 5, length: 2, stops: [], also },
      { from: 5, to: 7 },
    );
    expect(view.state.doc.toString()).toBe('"long","s3:Get*"');
    expect(view.state.selection.main.head).toBe(15);
  });

  it('replaces all that was typed since the server was asked', () => {
    view = new EditorView({ doc: 'ä"arn:a"' });
    applyCompletion(view, 'ä"ar"', item, { from: 2, to: 7 });
    expect(view.state.doc.toString()).toBe('ä"arn:aws:s3:::BUCKET"');
  });
});

it('an explanation is text, never markup', () => {
  view = new EditorView();
  const box = explained({
    found: true,
    offset: 0,
    length: 1,
    kind: 'action',
    title: 's3:GetObject',
    detail: 'action of Amazon S3',
    text: '<b>Reads</b>',
    facts: [{ name: 'Resource types', values: ['object'], more: 2 }],
    learn_more: '',
  });
  expect(box.querySelector('b')).toBeNull();
  expect(box.textContent).toContain('<b>Reads</b>');
  expect(box.textContent).toContain('Resource types: object +2');
});
