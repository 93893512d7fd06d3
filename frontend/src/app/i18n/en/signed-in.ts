import { access } from './access';
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
import { simulate } from './simulate';
import { usage } from './usage';
import { vault } from './vault';

/** The texts that only people see who have signed in. */
export const signedIn = {
  access,
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
  iam,
  organizations,
  identityCenter,
  plans,
  jobs,
  monitoring,
  findings,
  usage,
};
