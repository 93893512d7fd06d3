package identitycenter

import (
	"github.com/iam-copilot/iam-copilot/shared/catalog/managed"
	"github.com/iam-copilot/iam-copilot/shared/policy"
	"github.com/iam-copilot/iam-copilot/shared/policy/eval"
)

// powers is how much a permission set allows.
type powers struct {
	administrator bool // everything that was tried
	changesIAM    bool // it can give itself, or others, more
	unknown       bool // some of its policies are not known here
}

// The actions that are tried: those of an administrator, and those of whoever can
// become one.
var (
	administers = []string{
		"iam:CreateUser", "iam:PutRolePolicy", "ec2:RunInstances", "ec2:TerminateInstances", "s3:DeleteBucket", "kms:ScheduleKeyDeletion",
		"lambda:DeleteFunction", "rds:DeleteDBInstance", "cloudtrail:StopLogging",
	}
	changes = []string{"iam:AttachRolePolicy", "iam:PutRolePolicy", "iam:CreateAccessKey", "iam:UpdateAssumeRolePolicy", "iam:AttachUserPolicy", "iam:PutUserPolicy", "iam:CreatePolicyVersion"}
)

// tried is who is imagined to have a permission set.
const tried = "arn:aws:iam::111122223333:role/iam-copilot-tried"

// powers tries a permission set, without SCPs. Customer managed policies are not
// known: each account has its own.
func (s *permissionSet) powers() powers {
	set, out := &eval.Set{}, powers{unknown: len(s.Customer) > 0}
	add := func(text string) {
		p, err := eval.Compile(policy.ParseString(text), policy.KindIdentity, "")
		if err != nil {
			out.unknown = true
			return
		}
		set.Identity = append(set.Identity, p)
	}
	for _, arn := range s.Managed {
		m, known := managed.Lookup(arn)
		if !known {
			out.unknown = true
			continue
		}
		add(m.Document)
	}
	if s.Inline != "" {
		add(s.Inline)
	}
	if b := s.Boundary; b != nil {
		m, known := managed.Lookup(b.Managed)
		if !known {
			out.unknown = true // it allows less than is told, and how much less is not known
		} else if p, err := eval.Compile(policy.ParseString(m.Document), policy.KindBoundary, ""); err == nil {
			set.Boundary = p
		}
	}
	who, err := eval.ParsePrincipal(tried)
	if err != nil {
		return out
	}
	allows := func(action string) bool {
		call, err := eval.NewCall(who, action, "*", "", nil)
		return err == nil && set.Decide(call) == eval.Allowed
	}
	out.administrator = true
	for _, action := range administers {
		out.administrator = out.administrator && allows(action)
	}
	for _, action := range changes {
		out.changesIAM = out.changesIAM || allows(action)
	}
	return out
}
