package iam

import (
	"context"
	"maps"
	"slices"

	"github.com/aws/aws-sdk-go-v2/service/iam"

	"github.com/iam-copilot/iam-copilot/backend/internal/access"
	"github.com/iam-copilot/iam-copilot/backend/internal/plans"
	"github.com/iam-copilot/iam-copilot/shared/policy"
)

// planner works out one plan.
type planner struct {
	*plans.Draft
	client *iam.Client
}

func (s *Service) begin(ctx context.Context, sc access.Scope, credentialID int64, title string) (*planner, error) {
	d, err := s.plans.Begin(ctx, sc, credentialID, title)
	if err != nil {
		return nil, err
	}
	return &planner{d, iam.NewFromConfig(d.Config)}, nil
}

// add adds a call as a step.
func (p *planner) add(target string, c call) {
	p.Step(c.operation, target, c.input, c.before, "%s", c.says)
}

// arn is that of something of the account, such as user/engineering/ada.
func (p *planner) arn(resource string) string {
	return "arn:" + p.Partition + ":iam::" + p.AccountID + ":" + resource
}

// newArn is that of something that is not there yet.
func (p *planner) newArn(kind, path, name string) string {
	if path == "" {
		path = "/"
	}
	return p.arn(kind + path + name)
}

// principal reads a user, group or role that must be there.
func (p *planner) principal(ctx context.Context, kind kind, name string, parts ...part) (principalState, error) {
	s, err := p.look(ctx, kind, name, parts...)
	if err == nil && !s.Exists {
		return s, missing(kind, name)
	}
	return s, err
}

func missing(kind kind, name string) error {
	if kind == userKind {
		return ErrNoUser.Saying("The AWS account has no IAM user %s.", name)
	}
	return ErrNoEntity.Saying("The AWS account has no %s %s.", kind, name)
}

// look reads a user, group or role that may be there.
func (p *planner) look(ctx context.Context, kind kind, name string, parts ...part) (s principalState, err error) {
	err = p.Read(ctx, readPrincipal, principalIn{kind, name, parts}, &s)
	return s, err
}

// policy reads a managed policy that must be there.
func (p *planner) policy(ctx context.Context, in policyIn) (s policyState, err error) {
	if err = p.Read(ctx, readPolicy, in, &s); err == nil && !s.Exists {
		return s, ErrNoEntity.Saying("The AWS account has no policy %s.", in.Arn+in.Name)
	}
	return s, err
}

// documents are policies that apply together, by ARN or name.
type documents map[string]string

func (d documents) with(name, document string) documents {
	out := maps.Clone(d)
	if out == nil {
		out = documents{}
	}
	out[name] = document
	return out
}

func (d documents) without(name string) documents {
	out := maps.Clone(d)
	delete(out, name)
	return out
}

func (d documents) list() []string {
	out := make([]string, 0, len(d))
	for _, name := range slices.Sorted(maps.Keys(d)) {
		out = append(out, d[name])
	}
	return out
}

// inlineName keeps the names of inline policies apart from ARNs, and those of a
// group apart from its member's.
func inlineName(owner, name string) string { return "inline " + owner + "/" + name }

// identity reads the policies of a user, group or role whose attached and inline
// parts were read. What cannot be read is left out with a warning.
func (p *planner) identity(ctx context.Context, kind kind, name string, s principalState) documents {
	out := documents{}
	for policy, document := range s.Inline {
		out[inlineName(string(kind)+" "+name, policy)] = document
	}
	for _, arn := range s.Attached {
		attached, err := policyNow(ctx, p.client, policyIn{Arn: arn})
		if err != nil || !attached.Exists {
			p.Warn("The policy %s of the %s %s cannot be read, so what it allows is not counted.", arn, kind, name)
			continue
		}
		out[arn] = attached.Document
	}
	return out
}

// changes tells what somebody may do more and less.
func (p *planner) changes(subject string, before, after documents) {
	p.Access(subject, policy.KindIdentity, before.list(), after.list())
}

// entities names whoever has a policy as affected.
func (p *planner) entities(s policyState) (n int) {
	if s.Entities == nil {
		return 0
	}
	for _, group := range []struct {
		kind  string
		names []string
	}{
		{"user", s.Entities.Users},
		{"group", s.Entities.Groups},
		{"role", s.Entities.Roles},
		{"user", s.Entities.BoundaryUsers},
		{"role", s.Entities.BoundaryRoles},
	} {
		for _, name := range group.names {
			// AWS tells names, and no paths.
			p.Affects(p.arn(group.kind + "/" + name))
			n++
		}
	}
	return n
}
