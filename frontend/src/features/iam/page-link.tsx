import { Anchor } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';

/** Leads to another page of IAM with something open in it; the credential stays the same. */
export function PageLink({
  to,
  open,
  children,
}: {
  to: '/iam/roles' | '/iam/instance-profiles';
  open: string;
  children: ReactNode;
}) {
  return (
    <Anchor fz="sm" renderRoot={(props) => <Link to={to} search={(old) => ({ ...old, open })} {...props} />}>
      {children}
    </Anchor>
  );
}
