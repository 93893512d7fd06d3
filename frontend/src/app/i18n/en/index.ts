import { access } from './access';
import { accounts } from './accounts';
import { app } from './app';
import { audit } from './audit';
import { aws } from './aws';
import { compare } from './compare';
import { dashboard } from './dashboard';
import { explain } from './explain';
import { findings } from './findings';
import { iam } from './iam';
import { identityCenter } from './identity-center';
import { jobs } from './jobs';
import { library } from './library';
import { monitoring } from './monitoring';
import { organizations } from './organizations';
import { plans } from './plans';
import { policies } from './policies';
import { rewrite } from './rewrite';
import { security } from './security';
import { simulate } from './simulate';
import { ui } from './ui';
import { usage } from './usage';
import { vault } from './vault';
import { workspace } from './workspace';

/** Every text of the interface, in English: the catalogue that other languages translate. */
export const en = {
  app,
  ui,
  access,
  accounts,
  vault,
  audit,
  aws,
  dashboard,
  policies,
  library,
  compare,
  simulate,
  rewrite,
  explain,
  security,
  workspace,
  iam,
  organizations,
  identityCenter,
  plans,
  jobs,
  monitoring,
  findings,
  usage,
};
