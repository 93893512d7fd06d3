package usage

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"strconv"
	"sync"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/iam"
	"github.com/aws/aws-sdk-go-v2/service/iam/types"
	"github.com/aws/aws-sdk-go-v2/service/sts"
	"golang.org/x/sync/errgroup"

	"github.com/iam-copilot/iam-copilot/backend/internal/access"
	"github.com/iam-copilot/iam-copilot/backend/internal/audit"
	"github.com/iam-copilot/iam-copilot/backend/internal/platform/authorization"
	"github.com/iam-copilot/iam-copilot/backend/internal/platform/db"
	"github.com/iam-copilot/iam-copilot/backend/internal/platform/jobs"
	"github.com/iam-copilot/iam-copilot/shared/api"
	engine "github.com/iam-copilot/iam-copilot/shared/policy/access"
)

// AccountKind is the kind of jobs that look at all users and roles of an account.
const AccountKind = "usage.account"

// accountOrder is the argument of such a job.
type accountOrder struct {
	CredentialID int64 `json:"credential_id"`
	Days         int   `json:"days"`
}

// accountOutcome is its result.
type accountOutcome struct {
	RunID            int64  `json:"run_id"`
	AccountID        string `json:"account_id"`
	Principals       int    `json:"principals"`
	UnusedPrincipals int    `json:"unused_principals"`
}

// StartAccount begins to find out what all users and roles of an account have used, or
// gives the job that does.
func (s *Service) StartAccount(ctx context.Context, sc access.Scope, in api.StartAccountUsageIn) (api.Job, error) {
	credential, err := s.Vault.Chosen(ctx, sc, in.CredentialID)
	if err != nil {
		return api.Job{}, err
	}
	return s.accounts.Start(ctx, sc, jobs.Begin[accountOrder]{
		Key: strconv.FormatInt(credential.ID, 10), Title: "What the account of " + credential.Label + " has used", Args: accountOrder{credential.ID, in.Body.Days},
	})
}

// askedAtOnce is how many reports AWS makes for a run at a time. AWS takes some seconds
// for each; how many calls are made a second is the pace's.
const askedAtOnce = 16

// accountRun is a run that is under way.
type accountRun struct {
	service  *Service
	scope    access.Scope
	run      *jobs.Run
	client   *iam.Client
	row      *accountRow
	holdings *holdings
	weights  *weights
	before   map[string]earlier

	mu   sync.Mutex
	done int
	all  int
}

// runAccount is the work of a job.
func (s *Service) runAccount(ctx context.Context, sc access.Scope, run *jobs.Run, order accountOrder) (any, error) {
	row, err := s.store.accountByJob(ctx, sc, run.ID())
	if err != nil {
		return nil, err
	}
	if row != nil && row.FinishedAt != nil {
		return row.outcome(), nil
	}
	key, err := s.Vault.Open(ctx, sc, order.CredentialID, "iam:GenerateServiceLastAccessedDetails")
	if err != nil {
		return nil, err
	}
	config := s.Gateway.Config(sc, key)
	if row == nil {
		who, err := sts.NewFromConfig(config).GetCallerIdentity(ctx, &sts.GetCallerIdentityInput{})
		if err != nil {
			return nil, err
		}
		row = &accountRow{AccountID: aws.ToString(who.Account), CredentialID: order.CredentialID, JobID: run.ID(), StartedBy: sc.Actor().Email, At: db.Now(), Days: order.Days, Body: "{}"}
		if err := s.store.beginAccount(ctx, sc, row); err != nil {
			return nil, err
		}
	}
	a := &accountRun{
		service: s, scope: sc, run: run, row: row, weights: newWeights(),
		client: iam.NewFromConfig(s.Pace.Config(config, row.AccountID, "iam", jobs.RateIAM)),
	}
	if a.before, err = s.store.earlier(ctx, sc, row.PreviousID); err != nil {
		return nil, err
	}
	snapshot, err := authorization.Details(ctx, a.client, func(n int) error {
		return run.Report(ctx, 0, 0, fmt.Sprintf("Read %d users, groups, roles and policies", n))
	})
	if err != nil {
		return nil, err
	}
	a.holdings = holdingsOf(snapshot)
	if err := a.ask(ctx, principalsOf(snapshot)); err != nil {
		return nil, err
	}
	if err := a.finish(ctx); err != nil {
		return nil, err
	}
	return row.outcome(), nil
}

// principal is a user or role to ask about.
type principal struct {
	arn, kind string
	created   time.Time
}

// principalsOf lists the users and roles of an account but those that AWS itself keeps
// ("Create a service-linked role", AWS IAM User Guide), which nobody can change.
func principalsOf(s *engine.Snapshot) (out []principal) {
	for i := range s.Users {
		out = append(out, principal{s.Users[i].Arn, "user", s.Users[i].CreateDate})
	}
	for i := range s.Roles {
		if r := &s.Roles[i]; !serviceLinked(r.Arn) {
			out = append(out, principal{r.Arn, "role", r.CreateDate})
		}
	}
	return out
}

// ask asks about everybody who was not asked about by an attempt before.
func (a *accountRun) ask(ctx context.Context, all []principal) error {
	known, err := a.service.store.askedAbout(ctx, a.scope, a.row.ID)
	if err != nil {
		return err
	}
	a.all, a.done = len(all), len(known)
	group, ctx := errgroup.WithContext(ctx)
	group.SetLimit(askedAtOnce)
	for _, p := range all {
		if known[p.arn] {
			continue
		}
		if ctx.Err() != nil {
			break
		}
		group.Go(func() error { return a.one(ctx, p) })
	}
	return group.Wait()
}

// one asks about one user or role, and keeps what AWS tells.
func (a *accountRun) one(ctx context.Context, p principal) error {
	found := api.UnusedGrants{PrincipalARN: p.arn, Type: p.kind, CreatedAt: moment(p.created), UnusedServices: []string{}, UnusedActions: []string{}}
	body := principalBody{Services: map[string]*time.Time{}}
	services, err := a.service.lastAccessed(ctx, a.client, p.arn, func() error { return a.report(ctx, 0) })
	var gone *types.NoSuchEntityException
	switch {
	case errors.As(err, &gone):
		return a.report(ctx, 1) // deleted since the account was read
	case errors.Is(err, ErrAWS):
		found.Failure = err.Error()
	case err != nil:
		return err
	default:
		a.judge(&found, &body, summarise(services, a.row.At.Add(-time.Duration(a.row.Days)*day)))
	}
	body.UnusedGrants = found
	text, err := json.Marshal(body)
	if err != nil {
		return err
	}
	row := &principalRow{RunID: a.row.ID, PrincipalARN: p.arn, Unused: found.Unused, Weight: found.Weight, Change: found.Change, Body: string(text)}
	if err := a.service.store.keepPrincipal(ctx, a.scope, row); err != nil {
		return err
	}
	return a.report(ctx, 1)
}

// report tells how many were asked about.
func (a *accountRun) report(ctx context.Context, more int) error {
	a.mu.Lock()
	defer a.mu.Unlock()
	a.done += more
	return a.run.Report(ctx, int64(a.done), int64(a.all), fmt.Sprintf("Asked about %d of %d users and roles", a.done, a.all))
}

// judge fills in what a report of AWS means.
func (a *accountRun) judge(found *api.UnusedGrants, body *principalBody, report api.UsageReport) {
	policies, _ := a.holdings.of(found.PrincipalARN)
	found.Services, found.UnusedServices, found.UnusedActions = len(report.Services), report.UnusedServices, report.UnusedActions
	for i := range report.Services {
		s := &report.Services[i]
		body.Services[s.Service] = s.LastUsed
		if s.LastUsed != nil && (found.LastUsed == nil || s.LastUsed.After(*found.LastUsed)) {
			found.LastUsed = s.LastUsed
		}
	}
	found.Unused = len(report.UnusedServices) == len(report.Services)
	found.Weight, body.Weights = a.weights.of(grantedBy(policies), report.UnusedServices, report.UnusedActions)
	found.Change = a.before[found.PrincipalARN].change(a.row.PreviousID != nil, found)
}

// finish ranks what was found and compares it with the run before.
func (a *accountRun) finish(ctx context.Context) error {
	s, sc, row := a.service, a.scope, a.row
	if err := a.run.Report(ctx, int64(a.all), int64(a.all), "Comparing with the run before"); err != nil {
		return err
	}
	body, err := a.sum(ctx)
	if err != nil {
		return err
	}
	text, err := json.Marshal(body)
	if err != nil {
		return err
	}
	now := db.Now()
	row.Body, row.FinishedAt = string(text), &now
	return s.DB.Tx(ctx, sc, func(ctx context.Context) error {
		if err := s.store.finishAccount(ctx, sc, row); err != nil {
			return err
		}
		return s.Audit.Record(ctx, sc, audit.Entry{
			Action: "usage.account_run_finished", ResourceType: "usage_account_run", ResourceID: strconv.FormatInt(row.ID, 10), AWSAccountID: row.AccountID,
			Details: map[string]string{"principals": strconv.Itoa(row.Principals), "unused": strconv.Itoa(row.UnusedPrincipals)},
		})
	})
}
