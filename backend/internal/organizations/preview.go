package organizations

import (
	"cmp"
	"context"
	"encoding/json"
	"fmt"
	"regexp"
	"slices"
	"time"

	"github.com/iam-copilot/iam-copilot/backend/internal/access"
	"github.com/iam-copilot/iam-copilot/backend/internal/fault"
	"github.com/iam-copilot/iam-copilot/shared/api"
	"github.com/iam-copilot/iam-copilot/shared/policy"
)

// proposedName is what explanations call a policy that does not exist yet.
const proposedName = "the proposed policy"

const defaultDays = 7

// Preview tells which real calls a change of SCPs, or of RCPs, would deny.
func (s *Service) Preview(ctx context.Context, sc access.Scope, in api.SCPPreviewIn) (api.SCPPreview, error) {
	var out api.SCPPreview
	o, err := s.organization(ctx, sc, in.OrgIn)
	if err != nil {
		return out, err
	}
	policyType, err := o.previewed(&in.Body)
	if err != nil {
		return out, err
	}
	instead, targets, err := o.proposal(ctx, &in.Body, policyType)
	if err != nil {
		return out, err
	}
	events, more, err := s.events(ctx, sc, &in)
	if err != nil {
		return out, err
	}
	reached := o.restricted(targets)
	w := &world{
		policyType: policyType, organization: o.id, management: o.management, members: map[string]bool{}, reached: map[string]bool{}, paths: map[string]string{},
		before: map[string]restrictions{}, after: map[string]restrictions{},
	}
	for _, n := range o.nodes {
		if n.kind == nodeAccount {
			w.members[n.id] = true
			w.paths[n.id] = o.orgPath(n.id)
		}
	}
	for _, n := range reached {
		w.reached[n.id] = true
	}
	for i := range events {
		account := w.restricting(&events[i])
		if _, done := w.before[account]; done || !w.reached[account] {
			continue
		}
		if w.before[account], err = o.compiled(ctx, account, policyType, nil); err != nil {
			return out, err
		}
		if w.after[account], err = o.compiled(ctx, account, policyType, instead); err != nil {
			return out, err
		}
	}
	out = w.replay(events)
	out.Truncated = more
	out.Accounts = make([]string, 0, len(reached))
	for _, n := range reached {
		out.Accounts = append(out.Accounts, n.id)
	}
	if slices.Contains(targets, o.management) || len(o.accountsBelowAll(targets)) > len(reached) {
		out.Notes = append(out.Notes, "The management account "+o.management+" is not restricted by "+w.plural()+".")
	}
	if more {
		out.Notes = append(out.Notes, "CloudTrail has more events in that time than were read: ask about fewer days, or send events of a log file.")
	}
	if len(in.Body.Events) == 0 {
		out.Notes = append(out.Notes, "CloudTrail's event history has management events only; reading and writing of data, such as s3:GetObject, does not show.")
	}
	return out, nil
}

// previewed is the type of the policies that a question is about, which must be enabled.
func (o opened) previewed(b *api.SCPPreviewRequest) (string, error) {
	policyType := cmp.Or(b.Type, typeSCP)
	if p := o.policies[b.PolicyID]; p != nil && b.Type == "" && p.is(typeRCP) {
		policyType = typeRCP
	}
	switch {
	case o.enabled(policyType):
		return policyType, nil
	case policyType == typeRCP:
		return "", ErrNotEnabled.Saying("Resource control policies are not enabled in this organization.")
	}
	return "", ErrNotEnabled.Saying("Service control policies are not enabled in this organization.")
}

func (o opened) compiled(ctx context.Context, account, policyType string, instead map[string][]namedText) (restrictions, error) {
	levels, err := o.textLevels(ctx, account, policyType, instead)
	if err != nil {
		return restrictions{}, err
	}
	r, err := restrictBy(policyType, levels, o.management)
	if err != nil {
		return r, ErrDocument.Saying("What is attached on the way to the account %s cannot be understood: %s", account, fault.Sentence(err.Error()))
	}
	return r, nil
}

// orgPath is the value of aws:PrincipalOrgPaths ("AWS global condition context
// keys", IAM User Guide).
func (o opened) orgPath(account string) string {
	path := o.id + "/"
	for _, n := range o.way(account) {
		if n.kind != nodeAccount {
			path += n.id + "/"
		}
	}
	return path
}

// proposal is what is attached at which targets once the change is made, and where
// the change reaches.
func (o opened) proposal(ctx context.Context, b *api.SCPPreviewRequest, policyType string) (instead map[string][]namedText, targets []string, err error) {
	for _, id := range slices.Concat(b.AttachTo, b.DetachFrom) {
		if o.nodes[id] == nil {
			return nil, nil, ErrNoTarget.Saying("The organization has no root, organizational unit or account %s.", id)
		}
	}
	text := ""
	if len(b.Document) > 0 {
		kind := policy.KindSCP
		if policyType == typeRCP {
			kind = policy.KindRCP
		}
		if text, err = written(b.Document, kind); err != nil {
			return nil, nil, err
		}
	}
	var attached []string
	name := proposedName
	switch {
	case b.PolicyID == "" && (text == "" || len(b.AttachTo) == 0 || len(b.DetachFrom) > 0):
		return nil, nil, ErrChange.Saying("Give a document and attach_to for a new policy, or policy_id for one that there is.")
	case b.PolicyID != "":
		p := o.policies[b.PolicyID]
		if p == nil || !p.is(policyType) {
			return nil, nil, ErrNoPolicy.Saying("The organization has no %s %s.", short(policyType), b.PolicyID)
		}
		if text == "" && len(b.AttachTo)+len(b.DetachFrom) == 0 {
			return nil, nil, ErrChange.Saying("Nothing is changed: give a document, attach_to or detach_from.")
		}
		attached, name = p.targets, o.name(b.PolicyID)
		if text == "" {
			texts, err := o.texts(ctx, b.PolicyID)
			if err != nil {
				return nil, nil, err
			}
			text = texts[b.PolicyID]
		}
	}
	targets = slices.Clone(b.AttachTo)
	targets = append(targets, b.DetachFrom...)
	if len(b.Document) > 0 {
		targets = append(targets, attached...)
	}
	slices.Sort(targets)
	targets = slices.Compact(targets)
	instead = map[string][]namedText{}
	for _, target := range targets {
		var level []namedText
		ids := o.attached(target, policyType)
		texts, err := o.texts(ctx, ids...)
		if err != nil {
			return nil, nil, err
		}
		for _, id := range ids {
			if id != b.PolicyID {
				level = append(level, namedText{o.name(id), texts[id]})
			}
		}
		there := slices.Contains(b.AttachTo, target) || slices.Contains(attached, target)
		if there && !slices.Contains(b.DetachFrom, target) {
			level = append(level, namedText{name, text})
		}
		if len(level) == 0 {
			return nil, nil, ErrLast.Saying("No %s would be left at %s, and AWS keeps at least one attached everywhere.", short(policyType), o.title(target))
		}
		instead[target] = level
	}
	return instead, targets, nil
}

var regionForm = regexp.MustCompile(`^[a-z]{2}(-[a-z]+)+-[0-9]$`)

// events are those of the question, or CloudTrail's.
func (s *Service) events(ctx context.Context, sc access.Scope, in *api.SCPPreviewIn) ([]event, bool, error) {
	b := &in.Body
	if len(b.Events) > 0 && string(b.Events) != "null" {
		events, err := given(b.Events)
		return events, false, err
	}
	for _, region := range b.Regions {
		if !regionForm.MatchString(region) { // it becomes part of a host name
			return nil, false, ErrEvents.Saying("%q is not the name of a Region.", region).At("body.regions", "is not the name of a Region")
		}
	}
	days := b.Days
	if days == 0 {
		days = defaultDays
	}
	credential := b.EventsCredentialID
	if credential == 0 {
		credential = in.CredentialID
	}
	now := time.Now().UTC()
	records, more, err := s.trail.Recent(ctx, sc, Recent{CredentialID: credential, From: now.AddDate(0, 0, -days), To: now, Regions: b.Regions})
	if err != nil {
		return nil, false, err
	}
	out := make([]event, 0, len(records))
	for _, record := range records {
		var e event
		if err := json.Unmarshal(record, &e); err != nil {
			return nil, false, fmt.Errorf("organizations: an event of CloudTrail: %w", err)
		}
		out = append(out, e)
	}
	return out, more, nil
}
