package eval

import (
	"strings"

	"github.com/iam-copilot/iam-copilot/shared/policy"
)

// resourceVerdict is what a resource-based policy says: a Deny, and whom its
// Allow statements name.
type resourceVerdict struct {
	deny  finding
	allow grant
}

// resourceStage evaluates the policy of the resource; for the actions that assume
// a role, the role's trust policy.
func (s *Set) resourceStage(e *evaluator) resourceVerdict {
	v := resourceVerdict{deny: known(no)}
	if s.Resource == nil {
		return v
	}
	at := place{s.resourceKind(e.call), -1}
	sessionOfUser := s.sessionOfUser(e.call)
	for j := range s.Resource.statements {
		st := &s.Resource.statements[j]
		if !st.covers(e.call) || st.deny && s.rootMayRepair(e.call) {
			continue
		}
		f := st.matches(e)
		if f.truth == no {
			continue
		}
		if st.deny {
			if f = f.and(s.denies(e.call, st)); f.truth == no {
				continue
			}
			e.record(at, 0, s.Resource, st, f)
			if v.deny = v.deny.or(f); e.done(v.deny) {
				return v
			}
			continue
		}
		g := st.grants(e.call, sessionOfUser).limit(f)
		if g.any().truth == no {
			continue
		}
		e.recordGrant(at, s.Resource, st, g)
		v.allow = v.allow.or(g)
	}
	return v
}

// resourceKind is what the policy of the resource is in this request.
func (s *Set) resourceKind(c *Call) policy.Kind {
	if c.assumesRole() {
		return policy.KindTrust
	}
	return policy.KindResource
}

// denies tells whether a Deny statement means the caller. One with NotPrincipal
// always does when the caller has a permissions boundary, whoever it lists ("AWS
// JSON policy elements: NotPrincipal").
func (s *Set) denies(c *Call, st *statement) finding {
	switch {
	case st.principals == nil:
		return known(yes)
	case !st.notPrincipal:
		return st.principals.match(c, false).any()
	case s.hasBoundary(c):
		return known(yes)
	}
	all, _ := st.principals.excepts(c)
	return all.not()
}

// grants tells how an Allow statement means the caller. NotPrincipal with Allow
// means everyone it does not list.
func (st *statement) grants(c *Call, sessionOfUser bool) grant {
	switch {
	case st.principals == nil:
		return grant{}
	case !st.notPrincipal:
		return st.principals.match(c, sessionOfUser)
	}
	_, some := st.principals.excepts(c)
	return grant{direct: some.not()}
}

// limit is a grant under a condition.
func (g grant) limit(f finding) grant {
	return grant{g.direct.and(f), g.entity.and(f), g.account.and(f)}
}

// or joins the grants of two statements.
func (g grant) or(h grant) grant {
	return grant{g.direct.or(h.direct), g.entity.or(h.entity), g.account.or(h.account)}
}

// needsResourcePolicy reports whether the resource's own policy must allow even
// callers of the same account: for the trust policy of a role and the key policy
// of a KMS key ("Policy evaluation for requests within a single account"; "Key
// policies in AWS KMS"). kms:RetireGrant is not governed by key policies
// ("Retiring and revoking grants").
func (c *Call) needsResourcePolicy() bool {
	if c.assumesRole() {
		return true
	}
	return c.service == "kms" && c.resourceARN.service == "kms" &&
		strings.HasPrefix(c.resourceARN.resource, "key/") && c.actionLower != "kms:retiregrant"
}

// rootMayRepair reports whether the caller is the root user of the bucket's
// account managing the bucket's policy, which no bucket policy can keep it from:
// so that it can mend a policy that locks everybody out ("PutBucketPolicy",
// "GetBucketPolicy" and "DeleteBucketPolicy", Amazon S3 API Reference).
func (s *Set) rootMayRepair(c *Call) bool {
	if c.principal.kind != RootUser || c.service != "s3" || !c.sameAccount() {
		return false
	}
	switch c.actionLower {
	case "s3:putbucketpolicy", "s3:getbucketpolicy", "s3:deletebucketpolicy":
		return true
	}
	return false
}
