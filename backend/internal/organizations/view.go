package organizations

import (
	"cmp"
	"context"
	"encoding/json"
	"errors"
	"slices"
	"strconv"
	"strings"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/organizations"
	"github.com/aws/aws-sdk-go-v2/service/organizations/types"
	"github.com/aws/aws-sdk-go-v2/service/sts"

	"github.com/iam-copilot/iam-copilot/backend/internal/access"
	"github.com/iam-copilot/iam-copilot/backend/internal/platform/db"
	"github.com/iam-copilot/iam-copilot/backend/internal/platform/page"
	"github.com/iam-copilot/iam-copilot/shared/api"
)

// Overview tells about the organization, or that there is none.
func (s *Service) Overview(ctx context.Context, sc access.Scope, in api.OrgIn) (api.OrgOverview, error) {
	out := api.OrgOverview{PolicyTypes: []string{}, DelegatedAdmins: []api.OrgAccount{}, Notes: []string{}}
	client, config, _, err := s.open(ctx, sc, in.CredentialID, "organizations:DescribeOrganization")
	if err != nil {
		return out, err
	}
	who, err := sts.NewFromConfig(config).GetCallerIdentity(ctx, &sts.GetCallerIdentityInput{})
	if err != nil {
		return out, err
	}
	out.CallerAccountID = aws.ToString(who.Account)
	answer, err := client.DescribeOrganization(ctx, &organizations.DescribeOrganizationInput{})
	if err != nil {
		if err = explain(err); errors.Is(err, ErrNone) {
			return out, nil
		}
		return out, err
	}
	o := answer.Organization
	out.InOrganization, out.ID, out.Arn, out.FeatureSet = true, aws.ToString(o.Id), aws.ToString(o.Arn), string(o.FeatureSet)
	out.ManagementAccountID, out.ManagementEmail = aws.ToString(o.MasterAccountId), aws.ToString(o.MasterAccountEmail)
	if o.FeatureSet != types.OrganizationFeatureSetAll {
		out.Notes = append(out.Notes, "The organization has consolidated billing only: it has no policies until all features are enabled.")
	}
	// Member accounts may see that much, and no more.
	roots, err := listRoots(ctx, client)
	if err != nil {
		if !denied(err) {
			return out, explain(err)
		}
		out.Notes = append(out.Notes, explainNote("Policy types", err))
	}
	for i := range roots {
		for _, t := range roots[i].PolicyTypes {
			if t.Status == types.PolicyTypeStatusEnabled {
				out.PolicyTypes = append(out.PolicyTypes, string(t.Type))
			}
		}
	}
	slices.Sort(out.PolicyTypes)
	admins, err := delegated(ctx, client)
	if err != nil {
		if !denied(err) {
			return out, explain(err)
		}
		out.Notes = append(out.Notes, explainNote("Delegated administrators", err))
	}
	out.DelegatedAdmins = append(out.DelegatedAdmins, admins...)
	return out, nil
}

// explainNote is a sentence on what could not be read for want of a permission.
func explainNote(what string, err error) string {
	note := what + " could not be read."
	if f := awsFault(err); f != nil {
		note += " The credential may not do organizations:" + f.AWS().Operation + "."
	}
	return note
}

// delegated lists the delegated administrators with the services that each is one for.
func delegated(ctx context.Context, client *organizations.Client) (out []api.OrgAccount, err error) {
	for p := organizations.NewListDelegatedAdministratorsPaginator(client, &organizations.ListDelegatedAdministratorsInput{}); p.HasMorePages(); {
		answer, err := p.NextPage(ctx)
		if err != nil {
			return nil, err
		}
		for _, a := range answer.DelegatedAdministrators {
			status := string(a.State)
			if status == "" {
				status = string(a.Status)
			}
			one := api.OrgAccount{
				ID: aws.ToString(a.Id), Arn: aws.ToString(a.Arn), Name: aws.ToString(a.Name), Email: aws.ToString(a.Email),
				Status: status, JoinedMethod: string(a.JoinedMethod), JoinedAt: db.UTC(a.JoinedTimestamp), Services: []string{},
			}
			services := organizations.NewListDelegatedServicesForAccountPaginator(client, &organizations.ListDelegatedServicesForAccountInput{AccountId: a.Id})
			for services.HasMorePages() {
				page, err := services.NextPage(ctx)
				if err != nil {
					return nil, err
				}
				for _, d := range page.DelegatedServices {
					one.Services = append(one.Services, aws.ToString(d.ServicePrincipal))
				}
			}
			out = append(out, one)
		}
	}
	return out, nil
}

// Tree gives the whole organization.
func (s *Service) Tree(ctx context.Context, sc access.Scope, in api.OrgIn) (api.OrgTree, error) {
	o, err := s.organization(ctx, sc, in)
	if err != nil {
		return api.OrgTree{}, err
	}
	out := api.OrgTree{
		ReadAt: o.readAt, ManagementAccountID: o.management, PolicyTypes: o.types, Notes: o.notes, Nodes: make([]api.OrgNode, 0, len(o.nodes)),
	}
	o.walk(func(n *node) {
		view := api.OrgNode{
			ID: n.id, Arn: n.arn, Type: n.kind, Name: n.name, ParentID: n.parent, Depth: n.depth, Accounts: len(o.accountsBelow(n.id)),
			Policies: make([]api.OrgPolicy, 0, len(n.policies)),
		}
		if n.kind == nodeAccount {
			account := o.accountView(n)
			view.Account = &account
		}
		for _, id := range n.policies {
			view.Policies = append(view.Policies, policyView(&o.policies[id].summary))
		}
		out.Nodes = append(out.Nodes, view)
	})
	return out, nil
}

// Accounts gives a piece of the accounts, by name.
func (s *Service) Accounts(ctx context.Context, sc access.Scope, in api.OrgAccountListIn) (api.OrgAccountList, error) {
	from, err := page.Position(in.Cursor)
	if err != nil {
		return api.OrgAccountList{}, err
	}
	o, err := s.organization(ctx, sc, in.OrgIn)
	if err != nil {
		return api.OrgAccountList{}, err
	}
	wanted := strings.ToLower(strings.TrimSpace(in.Query))
	var found []api.OrgAccount
	for _, n := range o.nodes {
		if n.kind != nodeAccount {
			continue
		}
		a := o.accountView(n)
		if (in.Status == "" || a.Status == in.Status) && strings.Contains(strings.ToLower(a.ID+"\x00"+a.Name+"\x00"+a.Email), wanted) {
			found = append(found, a)
		}
	}
	slices.SortFunc(found, func(a, b api.OrgAccount) int {
		return cmp.Or(strings.Compare(strings.ToLower(a.Name), strings.ToLower(b.Name)), strings.Compare(a.ID, b.ID))
	})
	// The cursor is a place in the list, which stays for as long as it is kept.
	if from > int64(len(found)) {
		return api.OrgAccountList{Items: []api.OrgAccount{}}, nil
	}
	rest := found[from:]
	out := api.OrgAccountList{Items: append([]api.OrgAccount{}, rest[:min(in.Limit, len(rest))]...)}
	if len(rest) > in.Limit {
		out.NextCursor = page.After(from + int64(in.Limit))
	}
	return out, nil
}

// Policies lists policies without their documents.
func (s *Service) Policies(ctx context.Context, sc access.Scope, in api.OrgPolicyListIn) (api.OrgPolicyList, error) {
	o, err := s.organization(ctx, sc, in.OrgIn)
	if err != nil {
		return api.OrgPolicyList{}, err
	}
	out := api.OrgPolicyList{Items: []api.OrgPolicyListed{}, Notes: o.notes}
	if in.Type != "" && !o.enabled(in.Type) {
		out.Notes = append(slices.Clone(o.notes), "The policy type "+strconv.Quote(in.Type)+" is not enabled in this organization.")
	}
	wanted := strings.ToLower(strings.TrimSpace(in.Query))
	for _, id := range o.byType(in.Type) {
		p := o.policies[id]
		view := policyView(&p.summary)
		if strings.Contains(strings.ToLower(view.Name+"\x00"+view.Description+"\x00"+view.ID), wanted) {
			out.Items = append(out.Items, api.OrgPolicyListed{OrgPolicy: view, Attachments: len(p.targets)})
		}
	}
	return out, nil
}

// Policy gives one policy.
func (s *Service) Policy(ctx context.Context, sc access.Scope, in api.OrgPolicyIn) (api.OrgPolicyDetail, error) {
	o, err := s.organization(ctx, sc, api.OrgIn{OnAWS: in.OnAWS})
	if err != nil {
		return api.OrgPolicyDetail{}, err
	}
	p := o.policies[in.PolicyID]
	if p == nil {
		return api.OrgPolicyDetail{}, ErrNoPolicy.Saying("The organization has no policy %s.", in.PolicyID)
	}
	texts, err := o.texts(ctx, in.PolicyID)
	if err != nil {
		return api.OrgPolicyDetail{}, err
	}
	out := o.detail(p, texts[in.PolicyID])
	for _, target := range p.targets {
		out.Targets = append(out.Targets, o.target(target))
	}
	return out, nil
}

// detail is a policy with its document and what the linter says, without targets.
func (s *structure) detail(p *attachedPolicy, text string) api.OrgPolicyDetail {
	out := api.OrgPolicyDetail{
		OrgPolicy: policyView(&p.summary), Document: asJSON(text), Size: len([]rune(text)), Targets: []api.OrgTarget{}, Findings: []api.Finding{},
	}
	if kind, ok := kindOf(string(p.summary.Type)); ok {
		out.Quota = quotaOf(kind)
		if !p.summary.AwsManaged {
			out.Findings = findings(text, kind)
		}
	}
	return out
}

// asJSON is a document as JSON; a text that is none is given as a string.
func asJSON(text string) json.RawMessage {
	if json.Valid([]byte(text)) {
		return json.RawMessage(text)
	}
	quoted, _ := json.Marshal(text) // a string always is JSON
	return quoted
}
