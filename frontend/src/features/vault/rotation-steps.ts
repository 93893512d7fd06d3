import type { Rotation } from '@/api/queries/vault';

/** The steps of a rotation, in their order, by the names under which they are done. */
export const rotationSteps = ['created', 'verified', 'switched', 'deactivated', 'deleted'] as const;

/** How many of the steps are done. */
export function stepsDone(rotation: Rotation | null): number {
  if (!rotation) return 0;
  return rotationSteps.findIndex((step) => step === rotation.step) + 1;
}

/** Whether the new key is not in use yet, so that all can be taken back. */
export function canCancel(rotation: Rotation): boolean {
  return rotation.open && stepsDone(rotation) < 3 && rotation.step !== 'cancelling';
}
