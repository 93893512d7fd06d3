package usage

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/iam"
	"github.com/aws/aws-sdk-go-v2/service/iam/types"

	"github.com/iam-copilot/iam-copilot/backend/internal/access"
	"github.com/iam-copilot/iam-copilot/backend/internal/audit"
	"github.com/iam-copilot/iam-copilot/backend/internal/platform/authorization"
	"github.com/iam-copilot/iam-copilot/backend/internal/platform/db"
	"github.com/iam-copilot/iam-copilot/backend/internal/platform/jobs"
	"github.com/iam-copilot/iam-copilot/shared/api"
	"github.com/iam-copilot/iam-copilot/shared/policy/compare"
)

// order is the argument of a job.
type order struct {
	CredentialID int64    `json:"credential_id"`
	PrincipalARN string   `json:"principal_arn"`
	Days         int      `json:"days"`
	Keep         []string `json:"keep"`
}

// outcome is the result of a job.
type outcome struct {
	ReportID       int64 `json:"report_id"`
	ServicesUsed   int   `json:"services_used"`
	ServicesUnused int   `json:"services_unused"`
}

// Start begins to find out what a principal has used, or gives the job that does.
func (s *Service) Start(ctx context.Context, sc access.Scope, in api.StartUsageIn) (api.Job, error) {
	b := in.Body
	if err := compare.CheckActions(b.Keep); err != nil {
		return api.Job{}, ErrKeep.At("body.keep", err.Error())
	}
	credential, err := s.Vault.Chosen(ctx, sc, in.CredentialID)
	if err != nil {
		return api.Job{}, err
	}
	return s.kind.Start(ctx, sc, jobs.Begin[order]{
		Key: strconv.FormatInt(credential.ID, 10) + " " + b.PrincipalARN, Title: "What " + b.PrincipalARN + " has used",
		Args: order{credential.ID, b.PrincipalARN, b.Days, b.Keep},
	})
}

// The steps of a job, as its progress counts them.
const steps = 4

// run is the work of a job.
func (s *Service) run(ctx context.Context, sc access.Scope, run *jobs.Run, args order) (any, error) {
	// It may have been stored by an attempt that was killed right after.
	if row, err := s.store.byJob(ctx, sc, run.ID()); err != nil {
		return nil, err
	} else if row != nil {
		return outcome{row.ID, row.ServicesUsed, row.ServicesUnused}, nil
	}
	key, err := s.Vault.Open(ctx, sc, args.CredentialID, "iam:GenerateServiceLastAccessedDetails")
	if err != nil {
		return nil, err
	}
	account := strings.Split(args.PrincipalARN, ":")[4]
	client := iam.NewFromConfig(s.Pace.Config(s.Gateway.Config(sc, key), account, "iam", jobs.RateIAM))
	if err := run.Report(ctx, 0, steps, "Reading policies"); err != nil {
		return nil, err
	}
	snapshot, err := authorization.Details(ctx, client, func(n int) error {
		return run.Report(ctx, 0, steps, fmt.Sprintf("Read %d users, groups, roles and policies", n))
	})
	if err != nil {
		return nil, err
	}
	attached, found := holdingsOf(snapshot).of(args.PrincipalARN)
	if !found {
		return nil, ErrPrincipal.Saying("The account that the credential is of has no user or role %s.", args.PrincipalARN)
	}
	waiting := func() error { return run.Report(ctx, 1, steps, "Waiting for AWS's report of last accesses") }
	if err := waiting(); err != nil {
		return nil, err
	}
	services, err := s.lastAccessed(ctx, client, args.PrincipalARN, waiting)
	if err != nil {
		return nil, err
	}
	if err := run.Report(ctx, 2, steps, "Proposing smaller policies"); err != nil {
		return nil, err
	}
	now := db.Now()
	since := now.Add(-time.Duration(args.Days) * day)
	report := summarise(services, since)
	report.PrincipalARN = args.PrincipalARN
	facts, err := s.facts(ctx, sc, &report, attached, since, now, args.Keep)
	if err != nil {
		return nil, err
	}
	for _, p := range attached {
		report.Policies = append(report.Policies, facts.propose(p))
	}
	row := &reportRow{
		AccountID: account, PrincipalARN: args.PrincipalARN, JobID: run.ID(), StartedBy: sc.Actor().Email, At: now, Days: args.Days,
		ServicesUsed: len(report.Services) - len(report.UnusedServices), ServicesUnused: len(report.UnusedServices),
	}
	body, err := json.Marshal(report)
	if err != nil {
		return nil, err
	}
	row.Body = string(body)
	err = s.DB.Tx(ctx, sc, func(ctx context.Context) error {
		if err := s.store.insert(ctx, sc, row); err != nil {
			return err
		}
		return s.Audit.Record(ctx, sc, audit.Entry{
			Action: "usage.report_made", ResourceType: "usage_report", ResourceID: strconv.FormatInt(row.ID, 10), AWSAccountID: account,
			Details: map[string]string{"principal": args.PrincipalARN},
		})
	})
	if err != nil {
		return nil, err
	}
	return outcome{row.ID, row.ServicesUsed, row.ServicesUnused}, run.Report(ctx, steps, steps, "Done")
}

// facts joins what AWS tells of last accesses and what CloudTrail has told.
func (s *Service) facts(ctx context.Context, sc access.Scope, report *api.UsageReport, attached []held, since, now time.Time, keep []string) (*facts, error) {
	account := strings.Split(report.PrincipalARN, ":")[4]
	var err error
	if report.Trail, err = s.store.coverageOf(ctx, sc, account); err != nil {
		return nil, err
	}
	var rows []activityRow
	if err := s.DB.For(ctx, sc).Where("account_id = ? and principal_arn = ?", account, report.PrincipalARN).Order("id").Find(&rows).Error; err != nil {
		return nil, err
	}
	judging, err := judge(report, rows, since, now)
	if err != nil {
		return nil, err
	}
	report.Grants = append([]api.UsageGrant{}, judging.grants(grantedBy(attached).actions())...)
	if len(report.Trail.Regions) > 0 {
		var regions []string
		for _, r := range report.Trail.Regions {
			regions = append(regions, fmt.Sprintf("%s from %s to %s", r.Region, r.From.Format(time.DateOnly), r.To.Format(time.DateOnly)))
		}
		report.Notes = append(report.Notes, "CloudTrail was looked through in "+strings.Join(regions, ", ")+": what was done elsewhere, or at another time, is not seen.")
	}
	out := factsOf(report, keep)
	out.judging = judging
	return out, nil
}

// Times of AWS's report.
const (
	askAgain   = 2 * time.Second
	reportTime = 15 * time.Minute
)

// lastAccessed has AWS make its report and reads it whole. waiting is called each time
// that it is not ready yet.
func (s *Service) lastAccessed(ctx context.Context, client *iam.Client, arn string, waiting func() error) (services []types.ServiceLastAccessed, err error) {
	made, err := client.GenerateServiceLastAccessedDetails(ctx, &iam.GenerateServiceLastAccessedDetailsInput{Arn: &arn, Granularity: types.AccessAdvisorUsageGranularityTypeActionLevel})
	if err != nil {
		return nil, err
	}
	ctx, cancel := context.WithTimeout(ctx, reportTime)
	defer cancel()
	var marker *string
	for {
		page, err := client.GetServiceLastAccessedDetails(ctx, &iam.GetServiceLastAccessedDetailsInput{JobId: made.JobId, Marker: marker})
		if err != nil {
			return nil, err
		}
		switch page.JobStatus {
		case types.JobStatusTypeFailed:
			reason := errors.New("without a reason")
			if page.Error != nil {
				reason = fmt.Errorf("%s: %s", aws.ToString(page.Error.Code), aws.ToString(page.Error.Message))
			}
			return nil, ErrAWS.Saying("AWS could not make its report of last accesses: %s.", reason).Because(reason)
		case types.JobStatusTypeCompleted:
			services = append(services, page.ServicesLastAccessed...)
			if !page.IsTruncated {
				return services, nil
			}
			marker = page.Marker
			continue
		}
		if err := waiting(); err != nil {
			return nil, err
		}
		select {
		case <-ctx.Done():
			return nil, context.Cause(ctx)
		case <-time.After(askAgain):
		}
	}
}

// summarise puts what AWS tells into the form of the interface.
func summarise(services []types.ServiceLastAccessed, since time.Time) api.UsageReport {
	out := api.UsageReport{
		Services: []api.UsedService{}, UnusedServices: []string{}, UnusedActions: []string{}, Policies: []api.UsagePolicy{},
		Notes: []string{"AWS tracks single actions of some services only, management actions for the most part: of all others nothing is known beyond the service, and they are kept."},
	}
	for i := range services {
		x := &services[i]
		service := api.UsedService{
			Service: aws.ToString(x.ServiceNamespace), Name: aws.ToString(x.ServiceName), LastUsed: db.UTC(x.LastAuthenticated), Region: aws.ToString(x.LastAuthenticatedRegion),
			Actions: []api.UsedAction{},
		}
		service.Used = service.LastUsed != nil && !service.LastUsed.Before(since)
		if !service.Used {
			out.UnusedServices = append(out.UnusedServices, service.Service)
		}
		for _, a := range x.TrackedActionsLastAccessed {
			action := api.UsedAction{Action: service.Service + ":" + aws.ToString(a.ActionName), LastUsed: db.UTC(a.LastAccessedTime), Region: aws.ToString(a.LastAccessedRegion)}
			service.Actions = append(service.Actions, action)
			if service.Used && (action.LastUsed == nil || action.LastUsed.Before(since)) {
				out.UnusedActions = append(out.UnusedActions, action.Action)
			}
		}
		out.Services = append(out.Services, service)
	}
	slices.Sort(out.UnusedServices)
	slices.Sort(out.UnusedActions)
	return out
}
