package generate

// grammarWords are the phrases that hold a sentence together, separated by commas. Where two classes have the same
// phrase, the first keeps it.
var grammarWords = []struct {
	class   class
	phrases string
}{
	{allowClass, `restrict, restricts, restricting, limit, limits, limiting, ensure, ensures, allow, allows, allowing, allowed, permit, permits, permitting, permitted, let, lets, letting, grant, grants, granting, granted,
		give, gives, giving, given, authorize, authorizes, authorise, authorises, is allowed to, are allowed to, allowed to, be allowed to, only allow, enable access to,
		provide, provides, providing`},
	{denyClass, `no one but, nobody but, no one, nobody, noone, none, not a single, no access to, no access, no permission to, no permissions to, no permissions on, no permission on, no rights to, no rights on, revoke access to, revoke access, revoke, remove access to, remove all access to, take away access to, disable access to,
		unable to, is unable to, are unable to, not able to, is not able to, are not able to, has no, have no, should have no, must have no, deny, denies, denying, denied, forbid, forbids, forbidding, forbidden, prohibit, prohibits, prohibiting, prohibited, prevent, prevents, preventing,
		block, blocks, blocking, disallow, disallows, disallowing, reject, refuse, do not allow, don't allow, does not allow, doesn't allow, not allow,
		not allowed to, is not allowed to, are not allowed to, isn't allowed to, aren't allowed to, never allow, do not permit, don't permit, don't let, do not let,
		do not grant, don't grant, must not be able to, must not be allowed to, should not be able to, should not be allowed to, shouldn't be able to, can not, cannot, can't, must not, mustn't,
		may not, should not, shouldn't, never, must never, should never, may never, can never, not be able to, not permitted to, no one can, no one may, nobody can, nobody may,
		do not, don't, does not, doesn't, will not, won't, explicitly deny`},
	{exceptClass, `but not, except, except for, except to, excepting, excluding, exclude, other than, apart from, aside from, and not, but do not, but don't, but never, with the exception of, but no, not including, everything but, all but, but without, any action but, all actions but, anything but, any action except, all actions except for`},
	{unlessClass, `unless, without, outside, outside of, not from, not in, if not, when not, other than from, other than in, except from, except in, except when, except if, unless it is, unless they are, unless using, not using, not over, not via, not through, not with, lacking, not`},
	{modalClass, `can, may, should, must, shall, will, could, should be able to, must be able to, needs to, need to, needs, need, has to, have to, wants to, want to,
		is able to, are able to, be able to, able to, should only, can only, may only, must only, requires, require, would like to`},
	{toClass, `to`},
	{thatClass, `that, which, who, whose`},
	{byClass, `by, for, on behalf of, running on, running in, running inside, used by`},
	{fromClass, `from, of, out of, off`},
	{viaClass, `via, through, by way of, over`},
	{inClass, `in, on, into, onto, inside, within, at, against, with`},
	{andClass, `and, plus, as well as, and also, also, then, or, &, along with, together with, and then, besides, additionally, in addition to, in addition`},
	{allClass, `everything, anything, all actions, any action, any actions, every action, all operations, any operation, all services, every service, all aws services, any aws service, any service, all permissions, aws, all of aws, all aws actions, the whole account, whole account, entire account, all resources, any resource, every resource`},
	{personClass, `people, person, persons, developer, developers, developer team, team, teams, engineer, engineers, admins, admin, administrator, administrators, operator, operators,
		auditor, auditors, analyst, analysts, data scientist, data scientists, data science team, data science, support staff, staff, employee, employees, contractor, contractors, everyone, everybody, anyone, anybody, somebody, someone, them, they, he, she, we, i, you, principal, principals, identity, identities, caller, callers, human, humans, support team, ops team, security team, ci, pipeline user, application, applications, app, apps, workload, workloads, program, programs, script, scripts, service account, service accounts, backup process, backup job, backup script, batch process, build process, background process, background job, worker process, cron job, microservice, microservices, our service, the service, backend, frontend, tester, testers, student, students, intern, interns, members, member, devops, finance team, dba, dbas, sre, sres`},
	{roleClass, `execution role, execution roles, task role, service role, instance role, instance profile role, job role, pod role`},
	{namedClass, `named, called, name, with the name, with name, whose name is, known as, titled, with id, id`},
	{startClass, `under, below, beneath, underneath, starting with, starts with, start with, beginning with, begins with, begin with, prefixed with, prefixed by, prefixed, with prefix, with the prefix, prefix, matching, that match, like, whose name starts with, whose names start with, whose name begins with, whose names begin with, with names starting with, with name starting with, named like, under the prefix, under prefix, under the path, under path, with the path, in the path, in the folder, in folder, under the folder, under folder, in the directory, in directory, in the prefix`},
	{endClass, `ending with, ends with, ending in, ends in, suffixed with, with suffix, with the suffix, whose name ends with, whose names end with, suffix`},
	{holdClass, `with names containing, whose name contains, whose names contain, with name containing`},
	{ownClass, `own, their own, his own, her own, its own, your own, my own, themselves, theirs`},
	{accessClass, `access, accesses, accessing, permission, permissions, right, rights, privilege, privileges, access to, use of, permission to, permissions to, permission for, permissions for, permissions on, permission on,
		ability to, the ability to, interact with, work with, works with, working with, talk to, talks to, reach`},
	{vagueClass, `production, prod, staging, development, dev, test, testing, sandbox, public, private, sensitive, internal, external, old, unused, expired, untagged,
		encrypted, unencrypted, stopped, idle, orphaned, personal, confidential, shared, archived, large, small, temporary`},
	{noiseClass, `comes, come, coming, sql, status, i'd, i'd like, ability, want, wants, i want, i need, want my, a, an, the, this, these, those, any, all, every, each, some, my, our, your, his, her, its, their, it, itself, such, only, just, please, kindly, policy that, policies that, iam policy that, iam policy which, iam policy to, iam policy for, iam policy allowing, iam policy granting, an iam policy, iam permissions for, iam permissions to, policy which, policy to, policy for, a policy,
		policy allowing, policy granting, want a policy, need a policy, statement, is, are, be, being, been, was, were, has, have, had, do, does, so, as, so that, in order, in order to, with access, specific, certain, particular, given, following, docker,
		existing, new, only the, same, that bucket, the bucket's, aws account, account, accounts, region, regions, resource, resources, name of, data, content, contents,
		information, info, details, detail, metadata, value, values, if, when, while, where, provided, as long as, providing that, provided that, only if, only when, but only, but, should be, must be, can be, may be, calls to, api calls, requests, using, use the, also needs,
		successfully, safely, securely, automatically, directly, necessary, required, needed, minimum, minimal, least, privilege, basic, current, latest, default, specified, listed, arn, arns, above, below, here, there, other, others, another, one, ones, more, into it, in it, from it, on it, to it, to them, from them, of it, of them, of all, account's, across, level, type, types, kind, kinds, able, order, own account, inside the account, cross-account, belonging to, owned by, with session manager, via session manager, through session manager, using session manager, text, single, both, either, actions, action, operation, operations, api actions, effect, including, workflow status, nothing more, nothing else, and nothing else, and nothing more`},
}

// englishWords are service prefixes and bare service names that mean something else in a sentence. The services have
// other names, or are meant when "AWS" or "Amazon" stands before the word.
var englishWords = map[string]bool{
	"account": true, "action": true, "activate": true, "apps": true, "artifact": true, "backup": true, "batch": true, "billing": true, "cases": true, "catalog": true,
	"ce": true, "connect": true, "ds": true, "discovery": true, "es": true, "events": true, "freetier": true, "health": true, "identity": true, "import": true,
	"invoicing": true, "iq": true, "logs": true, "marketplace": true, "notifications": true, "one": true, "partner": true, "payments": true, "pipes": true,
	"pricing": true, "profile": true, "q": true, "ram": true, "rum": true, "scheduler": true, "schemas": true, "signin": true, "signer": true, "support": true,
	"sustainability": true, "tag": true, "tax": true, "transfer": true, "translate": true, "user": true, "vendor-insights": true, "voiceid": true, "ws": true, "events rule": true,
	"config": true, "security": true, "social": true, "control": true, "network": true, "license": true, "launchwizard": true, "thin": true, "states": true, "app": true,
	"cloud": true, "data": true, "groundstation": true, "apple": true, "clean": true, "mobile": true, "ad": true, "access": true, "elastic": true,
	"resource groups tagging api": false, "service": true, "tagging": true, "monitoring": true, "console": true, "application": true, "organizations": false, "a2c": false,
	"mapcredits": true, "hub": true, "notify": true, "pay": true, "drs": false, "iot": false, "chime": true, "polly": false,
}
