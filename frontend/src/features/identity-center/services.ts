import type { WhatCan } from '@/api/queries/access';

/** What is allowed in one service, put together. */
export interface AllowedService {
  service: string;
  name: string;
  actions: readonly string[];
  /** Patterns; empty when it is every resource. */
  resources: readonly string[];
}

/** What a permission set allows, service by service. */
export function allowedServices(can: WhatCan): AllowedService[] {
  return can.services.map(({ service, name, grants }) => {
    const patterns = grants.map(({ resources }) => resources ?? []);
    const everywhere = patterns.some((list) => list.length === 0 || list.includes('*'));
    return {
      service,
      name: name ?? service,
      actions: [...new Set(grants.flatMap(({ actions }) => actions))],
      resources: everywhere ? [] : [...new Set(patterns.flat())],
    };
  });
}

/** The services that a text names, whole; else those with actions that hold it, with these actions alone. */
export function findServices(services: readonly AllowedService[], text: string): readonly AllowedService[] {
  const wanted = text.trim().toLowerCase();
  if (!wanted) return services;
  return services.flatMap((one) => {
    if (one.service === wanted || one.name.toLowerCase().includes(wanted)) return [one];
    const actions = one.actions.filter((action) => action.toLowerCase().includes(wanted));
    return actions.length > 0 ? [{ ...one, actions }] : [];
  });
}
