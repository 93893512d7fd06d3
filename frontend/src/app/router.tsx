import type { QueryClient } from '@tanstack/react-query';
import {
  createRootRouteWithContext,
  createRoute,
  createRouter,
  lazyRouteComponent,
  Outlet,
  redirect,
} from '@tanstack/react-router';
import type { Session } from '@/api/session';
import { safeAddress } from '@/lib/address';
import { withTexts } from './i18n/i18n';
import type { Room } from './i18n/rooms';
import { MissingPage, RouteError, Starting } from './pages';

interface RouterContext {
  queryClient: QueryClient;
  session: Session;
}

/** A page that is fetched, with the texts of the rooms it speaks of, when somebody goes there. */
const page = <Parts extends Record<string, unknown>, Name extends keyof Parts & string>(
  load: () => Promise<Parts>,
  name: Name,
  ...rooms: Room[]
) => lazyRouteComponent(withTexts(load, rooms), name);

const text = (value: unknown) => (typeof value === 'string' && value !== '' ? value : undefined);

const rootRoute = createRootRouteWithContext<RouterContext>()({
  component: Outlet,
  notFoundComponent: MissingPage,
});

// Pages for people who are not signed in.
const openRoute = createRoute({
  getParentRoute: () => rootRoute,
  id: 'open',
  component: page(() => import('./shell/auth-layout'), 'AuthLayout'),
});

// Everything else: whoever is not signed in goes to log in, and comes back to the wanted address.
const signedInRoute = createRoute({
  getParentRoute: () => rootRoute,
  id: 'signed-in',
  component: page(() => import('./shell/shell'), 'Shell', 'jobs', 'workspace'),
  beforeLoad: async ({ context, location }) => {
    await context.session.restore();
    if (context.session.status === 'signed_in') return;
    const next = context.session.leftOnPurpose || location.href === '/' ? undefined : location.href;
    throw redirect({ to: '/login', search: next ? { next } : {}, replace: true });
  },
});

const loginRoute = createRoute({
  getParentRoute: () => openRoute,
  path: '/login',
  validateSearch: (search: Record<string, unknown>): { next?: string; registered?: string } => {
    const next = text(search['next']);
    const registered = text(search['registered']);
    return { ...(next ? { next } : {}), ...(registered ? { registered } : {}) };
  },
  beforeLoad: async ({ context, search }) => {
    // A server that is down must not keep the page from showing.
    await context.session.restore().catch(() => undefined);
    if (context.session.status === 'signed_in')
      throw redirect({ href: safeAddress(search.next), replace: true });
  },
  component: page(() => import('@/features/accounts/login-page'), 'LoginPage', 'security'),
});

const registerRoute = createRoute({
  getParentRoute: () => openRoute,
  path: '/register',
  beforeLoad: async ({ context }) => {
    await context.session.restore().catch(() => undefined);
    if (context.session.status === 'signed_in') throw redirect({ to: '/', replace: true });
  },
  component: page(() => import('@/features/accounts/register-page'), 'RegisterPage'),
});

const forgotRoute = createRoute({
  getParentRoute: () => openRoute,
  path: '/forgot-password',
  component: page(() => import('@/features/accounts/forgot-password-page'), 'ForgotPasswordPage'),
});

const verifyEmailRoute = createRoute({
  getParentRoute: () => openRoute,
  path: '/verify-email',
  beforeLoad: ({ context }) => context.session.restore().catch(() => undefined),
  component: page(() => import('@/features/accounts/verify-email-page'), 'VerifyEmailPage'),
});

const resetPasswordRoute = createRoute({
  getParentRoute: () => openRoute,
  path: '/reset-password',
  component: page(() => import('@/features/accounts/reset-password-page'), 'ResetPasswordPage'),
});

const invitationPage = page(
  () => import('@/features/accounts/invitation-page'),
  'InvitationPage',
  'workspace',
);

// Letters lead to /invitation; /accept-invite is the address that people know from elsewhere.
const invitationRoute = createRoute({
  getParentRoute: () => openRoute,
  path: '/invitation',
  beforeLoad: ({ context }) => context.session.restore().catch(() => undefined),
  component: invitationPage,
});

const acceptInviteRoute = createRoute({
  getParentRoute: () => openRoute,
  path: '/accept-invite',
  beforeLoad: ({ context }) => context.session.restore().catch(() => undefined),
  component: invitationPage,
});

const termsRoute = createRoute({
  getParentRoute: () => openRoute,
  path: '/terms',
  component: page(() => import('@/features/accounts/terms-page'), 'TermsPage'),
});

const dashboardRoute = createRoute({
  getParentRoute: () => signedInRoute,
  path: '/',
  component: page(
    () => import('@/features/dashboard/dashboard-page'),
    'DashboardPage',
    'dashboard',
    'policies',
  ),
});

const generateRoute = createRoute({
  getParentRoute: () => signedInRoute,
  path: '/policies/generate',
  validateSearch: (search: Record<string, unknown>): { description?: string } => {
    const description = text(search['description']);
    return description ? { description } : {};
  },
  component: page(
    () => import('@/features/policies/generate-page'),
    'GeneratePage',
    'compare',
    'library',
    'policies',
    'rewrite',
  ),
});

const compareRoute = createRoute({
  getParentRoute: () => signedInRoute,
  path: '/policies/compare',
  validateSearch: (search: Record<string, unknown>): { view?: 'checks' } =>
    search['view'] === 'checks' ? { view: 'checks' } : {},
  component: page(() => import('@/features/policies/compare-page'), 'ComparePage', 'compare', 'policies'),
});

const simulateRoute = createRoute({
  getParentRoute: () => signedInRoute,
  path: '/policies/simulate',
  component: page(
    () => import('@/features/policies/simulate-page'),
    'SimulatePage',
    'compare',
    'policies',
    'simulate',
  ),
});

const explainRoute = createRoute({
  getParentRoute: () => signedInRoute,
  path: '/policies/explain',
  component: page(
    () => import('@/features/policies/explain-page'),
    'ExplainPage',
    'compare',
    'explain',
    'policies',
    'simulate',
  ),
});

const librarySorts = ['updated', 'name', 'findings'] as const;

const policiesRoute = createRoute({
  getParentRoute: () => signedInRoute,
  path: '/policies',
  validateSearch: (
    search: Record<string, unknown>,
  ): { q?: string; kind?: string; sort?: (typeof librarySorts)[number] } => {
    const q = text(search['q']);
    const kind = text(search['kind']);
    const sort = librarySorts.find((name) => name === search['sort']);
    return { ...(q ? { q } : {}), ...(kind ? { kind } : {}), ...(sort ? { sort } : {}) };
  },
  component: page(() => import('@/features/policies/library-page'), 'LibraryPage', 'library', 'policies'),
});

const storedPolicyRoute = createRoute({
  getParentRoute: () => signedInRoute,
  path: '/policies/$id',
  validateSearch: (search: Record<string, unknown>): { view?: 'history' } =>
    search['view'] === 'history' ? { view: 'history' } : {},
  component: page(
    () => import('@/features/policies/stored-page'),
    'StoredPolicyPage',
    'compare',
    'library',
    'policies',
    'rewrite',
  ),
});

const accessViews = ['who', 'what', 'paths', 'outside'] as const;

const accessRoute = createRoute({
  getParentRoute: () => signedInRoute,
  path: '/access',
  validateSearch: (
    search: Record<string, unknown>,
  ): { account?: string; view?: (typeof accessViews)[number] } => {
    const account = search['account'];
    const view = accessViews.find((name) => name === search['view']);
    return {
      ...(typeof account === 'string' || typeof account === 'number' ? { account: String(account) } : {}),
      ...(view ? { view } : {}),
    };
  },
  component: page(() => import('@/features/access/access-page'), 'AccessPage', 'access'),
});

const positive = (value: unknown) => {
  const number = Number(value);
  return Number.isInteger(number) && number > 0 ? number : undefined;
};

const accessChangesRoute = createRoute({
  getParentRoute: () => signedInRoute,
  path: '/access/changes',
  validateSearch: (
    search: Record<string, unknown>,
  ): { account?: string; before?: number; after?: number } => {
    const account = search['account'];
    const before = positive(search['before']);
    const after = positive(search['after']);
    return {
      ...(typeof account === 'string' || typeof account === 'number' ? { account: String(account) } : {}),
      ...(before ? { before } : {}),
      ...(after ? { after } : {}),
    };
  },
  component: page(() => import('@/features/access/changes-page'), 'ChangesPage', 'access', 'iam'),
});

const findingsRoute = createRoute({
  getParentRoute: () => signedInRoute,
  path: '/findings',
  validateSearch: (search: Record<string, unknown>): { audit?: number } => {
    const audit = positive(search['audit']);
    return audit ? { audit } : {};
  },
  component: page(() => import('@/features/findings/findings-page'), 'FindingsPage', 'findings', 'iam'),
});

const usageRoute = createRoute({
  getParentRoute: () => signedInRoute,
  path: '/usage',
  validateSearch: (search: Record<string, unknown>): { report?: number; view?: 'account' | 'trail' } => {
    const report = positive(search['report']);
    const view = (['account', 'trail'] as const).find((name) => name === search['view']);
    return { ...(report ? { report } : {}), ...(view ? { view } : {}) };
  },
  component: page(
    () => import('@/features/usage/usage-page'),
    'UsagePage',
    'iam',
    'library',
    'policies',
    'usage',
  ),
});

const monitoringRoute = createRoute({
  getParentRoute: () => signedInRoute,
  path: '/monitoring',
  validateSearch: (search: Record<string, unknown>): { view?: 'policies'; report?: number; run?: number } => {
    const report = positive(search['report']);
    const run = positive(search['run']);
    return {
      ...(search['view'] === 'policies' ? { view: 'policies' } : {}),
      ...(report ? { report } : {}),
      ...(run ? { run } : {}),
    };
  },
  component: page(() => import('@/features/monitoring/monitoring-page'), 'MonitoringPage', 'monitoring'),
});

// Which credential asks AWS, and what is open of the list.
const iamSearch = (search: Record<string, unknown>): { credential?: number; open?: string } => {
  const credential = Number(search['credential']);
  // An account id in the address is read as a number.
  const open = text(typeof search['open'] === 'number' ? String(search['open']) : search['open']);
  return {
    ...(Number.isInteger(credential) && credential > 0 ? { credential } : {}),
    ...(open ? { open } : {}),
  };
};

const iamUsersRoute = createRoute({
  getParentRoute: () => signedInRoute,
  path: '/iam/users',
  validateSearch: iamSearch,
  component: page(() => import('@/features/iam/users-page'), 'UsersPage', 'aws', 'iam', 'plans', 'policies'),
});

const iamGroupsRoute = createRoute({
  getParentRoute: () => signedInRoute,
  path: '/iam/groups',
  validateSearch: iamSearch,
  component: page(
    () => import('@/features/iam/groups-page'),
    'GroupsPage',
    'aws',
    'iam',
    'plans',
    'policies',
  ),
});

const iamRolesRoute = createRoute({
  getParentRoute: () => signedInRoute,
  path: '/iam/roles',
  validateSearch: iamSearch,
  component: page(() => import('@/features/iam/roles-page'), 'RolesPage', 'aws', 'iam', 'plans', 'policies'),
});

const iamProfilesRoute = createRoute({
  getParentRoute: () => signedInRoute,
  path: '/iam/instance-profiles',
  validateSearch: iamSearch,
  component: page(
    () => import('@/features/iam/instance-profiles-page'),
    'InstanceProfilesPage',
    'aws',
    'iam',
    'plans',
    'policies',
  ),
});

const iamPoliciesRoute = createRoute({
  getParentRoute: () => signedInRoute,
  path: '/iam/policies',
  validateSearch: iamSearch,
  component: page(
    () => import('@/features/iam/managed-policies-page'),
    'ManagedPoliciesPage',
    'aws',
    'iam',
    'plans',
    'policies',
  ),
});

const iamAccountRoute = createRoute({
  getParentRoute: () => signedInRoute,
  path: '/iam/account',
  validateSearch: iamSearch,
  component: page(
    () => import('@/features/iam/account-page'),
    'AccountPage',
    'aws',
    'iam',
    'plans',
    'policies',
  ),
});

const iamRoute = createRoute({
  getParentRoute: () => signedInRoute,
  path: '/iam',
  beforeLoad: () => {
    throw redirect({ to: '/iam/users', replace: true });
  },
});

const organizationViews = ['accounts', 'policies', 'preview', 'findings'] as const;

const organizationsRoute = createRoute({
  getParentRoute: () => signedInRoute,
  path: '/organizations',
  validateSearch: (
    search: Record<string, unknown>,
  ): ReturnType<typeof iamSearch> & { view?: 'overview' | (typeof organizationViews)[number] } => {
    const view = organizationViews.find((name) => name === search['view']);
    return { ...iamSearch(search), ...(view ? { view } : {}) };
  },
  component: page(
    () => import('@/features/organizations/organizations-page'),
    'OrganizationsPage',
    'aws',
    'findings',
    'iam',
    'organizations',
    'plans',
    'policies',
  ),
});

const identityCenterViews = ['sets', 'people', 'groups', 'accounts', 'findings'] as const;

const identityCenterRoute = createRoute({
  getParentRoute: () => signedInRoute,
  path: '/identity-center',
  validateSearch: (
    search: Record<string, unknown>,
  ): ReturnType<typeof iamSearch> & { view?: 'overview' | (typeof identityCenterViews)[number] } => {
    const view = identityCenterViews.find((name) => name === search['view']);
    return { ...iamSearch(search), ...(view ? { view } : {}) };
  },
  component: page(
    () => import('@/features/identity-center/identity-center-page'),
    'IdentityCenterPage',
    'aws',
    'findings',
    'iam',
    'identityCenter',
    'organizations',
    'plans',
    'policies',
  ),
});

/** The tabs of /settings. */
export const settingsTabs = [
  'credentials',
  'profile',
  'security',
  'workspace',
  'audit-log',
  'computer',
] as const;
export type SettingsTab = (typeof settingsTabs)[number];

const settingsRoute = createRoute({
  getParentRoute: () => signedInRoute,
  path: '/settings',
  validateSearch: (search: Record<string, unknown>): { tab?: SettingsTab; add?: boolean } => {
    const tab = settingsTabs.find((name) => name === search['tab']);
    return { ...(tab ? { tab } : {}), ...(search['add'] === true ? { add: true } : {}) };
  },
  component: page(
    () => import('./settings/settings-page'),
    'SettingsPage',
    'audit',
    'desktop',
    'security',
    'vault',
  ),
});

const routeTree = rootRoute.addChildren([
  openRoute.addChildren([
    loginRoute,
    registerRoute,
    forgotRoute,
    resetPasswordRoute,
    verifyEmailRoute,
    invitationRoute,
    acceptInviteRoute,
    termsRoute,
  ]),
  signedInRoute.addChildren([
    dashboardRoute,
    policiesRoute,
    storedPolicyRoute,
    generateRoute,
    compareRoute,
    simulateRoute,
    explainRoute,
    accessRoute,
    accessChangesRoute,
    findingsRoute,
    usageRoute,
    monitoringRoute,
    iamRoute,
    iamUsersRoute,
    iamGroupsRoute,
    iamRolesRoute,
    iamProfilesRoute,
    iamPoliciesRoute,
    iamAccountRoute,
    organizationsRoute,
    identityCenterRoute,
    settingsRoute,
  ]),
]);

/** The pages and their addresses. */
export function makeRouter(context: RouterContext) {
  return createRouter({
    routeTree,
    context,
    defaultPreload: 'intent',
    defaultPendingMs: 150,
    defaultPendingMinMs: 0,
    defaultPendingComponent: Starting,
    defaultErrorComponent: RouteError,
    defaultNotFoundComponent: MissingPage,
  });
}

declare module '@tanstack/react-router' {
  interface Register {
    router: ReturnType<typeof makeRouter>;
  }
}
