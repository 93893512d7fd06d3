import { describe, expect, it } from 'vitest';
import { applyEdits, byteIndex, toChanges } from './text-edits';

describe('byteIndex', () => {
  it('is the identity on ASCII, held inside the text', () => {
    const at = byteIndex('abc');
    expect([0, 1, 3, 9, -1].map(at)).toEqual([0, 1, 3, 3, 0]);
  });
  it('counts UTF-8 bytes and UTF-16 units', () => {
    const at = byteIndex('aé€🔑z'); // 1 + 2 + 3 + 4 + 1 bytes
    expect([0, 1, 3, 6, 10, 11].map(at)).toEqual([0, 1, 2, 3, 5, 6]);
  });
  it('means the start of a character by a place inside it', () => {
    expect(byteIndex('🔑')(2)).toBe(0);
  });
});

describe('applyEdits', () => {
  it('replaces, inserts and removes in one go', () => {
    const text = '{"Action":"s3:Get","Resource":"*"}';
    const edited = applyEdits(text, [
      { offset: 30, length: 3, new_text: '"arn:aws:s3:::b"' },
      { offset: 11, length: 6, new_text: 's3:GetObject' },
      { offset: 1, length: 0, new_text: '"Effect":"Allow",' },
    ]);
    expect(edited).toBe('{"Effect":"Allow","Action":"s3:GetObject","Resource":"arn:aws:s3:::b"}');
  });
  it('keeps characters of several bytes whole', () => {
    expect(applyEdits('{"Sid":"Zoë🔑","x":1}', [{ offset: 17, length: 1, new_text: ';' }])).toBe(
      '{"Sid":"Zoë🔑";"x":1}',
    );
  });
  it('lets two inserts stand at one place', () => {
    expect(
      applyEdits('ac', [
        { offset: 1, length: 0, new_text: 'b' },
        { offset: 1, length: 0, new_text: 'B' },
      ]),
    ).toBe('abBc');
  });
  it('changes nothing when edits overlap', () => {
    expect(
      applyEdits('abcdef', [
        { offset: 0, length: 4, new_text: 'x' },
        { offset: 2, length: 2, new_text: 'y' },
      ]),
    ).toBeNull();
  });
  it('gives the editor the same changes', () => {
    expect(toChanges('éa', [{ offset: 2, length: 1, new_text: 'b' }])).toEqual([
      { from: 1, to: 2, insert: 'b' },
    ]);
  });
});
