package access

import (
	"fmt"
	"strings"

	"github.com/iam-copilot/iam-copilot/shared/policy"
	"github.com/iam-copilot/iam-copilot/shared/policy/eval"
)

// loader builds an account from a snapshot.
type loader struct {
	account  *Account
	snapshot *Snapshot
	compiled map[textKey]*document
}

type textKey struct {
	kind policy.Kind
	text string
}

// identify finds out which account it is, and checks the ids.
func (l *loader) identify() error {
	s, a := l.snapshot, l.account
	a.ID, a.Partition = s.AccountID, "aws"
	note := func(arn string) {
		p, ok := policy.ParseARN(arn)
		if !ok || p.Service != "iam" || !policy.IsAccountID(p.Account) {
			return
		}
		if a.Partition = p.Partition; a.ID == "" {
			a.ID = p.Account
		}
	}
	for i := len(s.Roles) - 1; i >= 0; i-- {
		note(s.Roles[i].Arn)
	}
	for i := len(s.Users) - 1; i >= 0; i-- {
		note(s.Users[i].Arn)
	}
	for i := range s.Groups {
		note(s.Groups[i].Arn)
	}
	for i := range s.Policies {
		note(s.Policies[i].Arn)
	}
	switch {
	case a.ID == "":
		return fmt.Errorf("the snapshot does not tell which account it is of: no ARN holds an account id; give account_id")
	case !policy.IsAccountID(a.ID):
		return fmt.Errorf("account_id %q is not a 12-digit account id", a.ID)
	case s.ManagementAccount != "" && !policy.IsAccountID(s.ManagementAccount):
		return fmt.Errorf("management_account %q is not a 12-digit account id", s.ManagementAccount)
	}
	return nil
}

// document compiles a text, or gives the one with the same text.
func (l *loader) document(text Text, kind policy.Kind) (*document, error) {
	key := textKey{kind, string(text)}
	if d := l.compiled[key]; d != nil {
		return d, nil
	}
	if strings.TrimSpace(key.text) == "" {
		return nil, fmt.Errorf("the policy document is missing")
	}
	d, err := compile(key.text, kind)
	if err != nil {
		return nil, err
	}
	d.number = len(l.account.documents)
	l.account.documents = append(l.account.documents, d)
	l.compiled[key] = d
	if kind == policy.KindIdentity {
		l.account.index.add(d)
	}
	return d, nil
}

func (l *loader) managedPolicies() error {
	for i := range l.snapshot.Policies {
		p := &l.snapshot.Policies[i]
		where := fmt.Sprintf("Policies[%d] (%s)", i, p.Arn)
		if _, ok := policy.ParseARN(p.Arn); !ok {
			return fmt.Errorf("%s: it is no ARN", where)
		}
		if l.account.managed[p.Arn] != nil {
			return fmt.Errorf("%s occurs twice", where)
		}
		text, version := Text(""), -1
		for j, v := range p.PolicyVersionList {
			if v.IsDefaultVersion || version < 0 && v.VersionID == p.DefaultVersionID && v.VersionID != "" {
				text, version = v.Document, j
			}
		}
		if version < 0 {
			return fmt.Errorf("%s: PolicyVersionList holds no default version", where)
		}
		// Documents are compiled whether anything uses them or not: a snapshot that
		// holds a broken one is broken.
		d, err := l.document(text, policy.KindIdentity)
		if err != nil {
			return fmt.Errorf("%s: PolicyVersionList[%d]: Document: %w", where, version, err)
		}
		l.account.managed[p.Arn] = &managedPolicy{arn: p.Arn, text: string(text), identity: d}
	}
	return nil
}

// lookup finds a managed policy in the snapshot or in the catalog; nil when it is
// in neither.
func (l *loader) lookup(arn string) (*managedPolicy, error) {
	if p, seen := l.account.managed[arn]; seen {
		return p, nil
	}
	text, ok := catalogPolicy(arn)
	if !ok {
		return nil, nil
	}
	d, err := l.document(Text(text), policy.KindIdentity)
	if err != nil {
		return nil, err
	}
	p := &managedPolicy{arn: arn, text: text, identity: d}
	l.account.managed[arn] = p
	l.account.FromCatalog = append(l.account.FromCatalog, arn)
	return p, nil
}

// attach gives the policies of a user, role or group, and the ARNs of those that
// are not known.
func (l *loader) attach(where, arn, listName string, inline []InlinePolicy, list []Attachment) (out []attached, missing []string, err error) {
	for i, p := range inline {
		d, err := l.document(p.PolicyDocument, policy.KindIdentity)
		if err != nil {
			return nil, nil, fmt.Errorf("%s: %s[%d] (%s): %w", where, listName, i, p.PolicyName, err)
		}
		out = append(out, attached{d, p.PolicyName, arn})
	}
	for i, at := range list {
		if _, ok := policy.ParseARN(at.PolicyArn); !ok {
			return nil, nil, fmt.Errorf("%s: AttachedManagedPolicies[%d]: PolicyArn %q is no ARN", where, i, at.PolicyArn)
		}
		p, err := l.lookup(at.PolicyArn)
		if err != nil {
			return nil, nil, fmt.Errorf("%s: AttachedManagedPolicies[%d] (%s): %w", where, i, at.PolicyArn, err)
		}
		if p == nil {
			missing = append(missing, at.PolicyArn)
			continue
		}
		out = append(out, attached{p.identity, p.arn, arn})
	}
	return out, missing, nil
}

// limit sets the permissions boundary of a principal.
func (l *loader) limit(where string, p *Principal, arn string) error {
	if arn == "" {
		return nil
	}
	b, err := l.lookup(arn)
	if err == nil && b == nil {
		p.missingBoundary = arn
		return nil
	}
	if err == nil && b.boundary == nil {
		b.boundary, err = l.document(Text(b.text), policy.KindBoundary)
	}
	if err != nil {
		return fmt.Errorf("%s: PermissionsBoundary (%s): %w", where, arn, err)
	}
	p.boundary = &attached{b.boundary, arn, p.ARN}
	return nil
}

func (l *loader) loadGroups() error {
	for i := range l.snapshot.Groups {
		g := &l.snapshot.Groups[i]
		where := fmt.Sprintf("GroupDetailList[%d] (%s)", i, g.GroupName)
		if g.GroupName == "" {
			return fmt.Errorf("GroupDetailList[%d]: GroupName is missing", i)
		}
		if l.account.groups[g.GroupName] != nil {
			return fmt.Errorf("%s occurs twice", where)
		}
		policies, missing, err := l.attach(where, g.Arn, "GroupPolicyList", g.GroupPolicyList, g.AttachedManagedPolicies)
		if err != nil {
			return err
		}
		l.account.groupNames = append(l.account.groupNames, g.GroupName)
		l.account.groups[g.GroupName] = &group{arn: g.Arn, policies: policies, missing: missing}
	}
	return nil
}

// add enters a principal.
func (l *loader) add(where string, p *Principal, tags []Tag) error {
	a := l.account
	if a.byARN[p.ARN] != nil {
		return fmt.Errorf("%s: %s occurs twice", where, p.ARN)
	}
	who, err := eval.ParsePrincipal(p.ARN)
	if err != nil {
		return fmt.Errorf("%s: Arn: %w", where, err)
	}
	if who.Account() != a.ID {
		return fmt.Errorf("%s: %s is not in the account %s", where, p.ARN, a.ID)
	}
	if len(tags) > 0 {
		p.Tags = make(map[string]string, len(tags))
		for _, t := range tags {
			p.Tags[strings.ToLower(t.Key)] = t.Value
		}
	}
	p.who = who
	a.principals = append(a.principals, p)
	a.byARN[p.ARN] = p
	return nil
}
