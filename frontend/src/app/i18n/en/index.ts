import { access } from './access';
import { audit } from './audit';
import { aws } from './aws';
import { compare } from './compare';
import { dashboard } from './dashboard';
import { desktop } from './desktop';
import { explain } from './explain';
import { findings } from './findings';
import { first } from './first';
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
import { usage } from './usage';
import { vault } from './vault';
import { workspace } from './workspace';

/** Every text of the interface, in English: the catalogue that other languages translate. */
export const en = {
  ...first,
  access,
  audit,
  aws,
  compare,
  dashboard,
  desktop,
  explain,
  findings,
  iam,
  identityCenter,
  jobs,
  library,
  monitoring,
  organizations,
  plans,
  policies,
  rewrite,
  security,
  simulate,
  usage,
  vault,
  workspace,
};
