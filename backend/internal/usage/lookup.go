package usage

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/cloudtrail"
	"github.com/aws/aws-sdk-go-v2/service/sts"

	"github.com/iam-copilot/iam-copilot/backend/internal/access"
	"github.com/iam-copilot/iam-copilot/backend/internal/audit"
	"github.com/iam-copilot/iam-copilot/backend/internal/fault"
	"github.com/iam-copilot/iam-copilot/backend/internal/platform/jobs"
	"github.com/iam-copilot/iam-copilot/shared/api"
	"github.com/iam-copilot/iam-copilot/shared/policy/generate/denial"
	"github.com/iam-copilot/iam-copilot/shared/policy/generate/trail"
)

// LookupKind is the kind of jobs that read CloudTrail's event history.
const LookupKind = "usage.lookup_events"

// globalRegion is in whose event history services without Regions record ("Global
// service events", AWS CloudTrail User Guide).
const globalRegion = "us-east-1"

// lookupOrder is the argument of such a job.
type lookupOrder struct {
	CredentialID int64    `json:"credential_id"`
	Days         int      `json:"days"`
	Regions      []string `json:"regions"`
	Most         int64    `json:"most"`
}

// lookupPlace is where such a job is.
type lookupPlace struct {
	Account  string             `json:"account"`
	From     time.Time          `json:"from"`
	To       time.Time          `json:"to"`
	Regions  []string           `json:"regions"`
	Done     []api.LookedRegion `json:"done"`
	Tally    api.EventTally     `json:"tally"`
	Events   int64              `json:"events"` // of the Region at hand, counted
	Until    time.Time          `json:"until"`  // to where it was read, from the newest
	Recorded bool               `json:"recorded"`
}

var regionForm = regexp.MustCompile(`^[a-z]{2,3}(-[a-z]+)+-\d{1,2}$`)

// Lookup begins to read CloudTrail's event history, or gives the job that does.
func (s *Service) Lookup(ctx context.Context, sc access.Scope, in api.LookupEventsIn) (api.Job, error) {
	b := in.Body
	for i, region := range b.Regions {
		if !regionForm.MatchString(region) {
			return api.Job{}, ErrRegion.Saying("%q is no Region.", region).At(fmt.Sprintf("body.regions[%d]", i), "is no Region")
		}
	}
	credential, err := s.Vault.Chosen(ctx, sc, in.CredentialID)
	if err != nil {
		return api.Job{}, err
	}
	slices.Sort(b.Regions)
	return s.lookups.Start(ctx, sc, jobs.Begin[lookupOrder]{
		Key: strconv.FormatInt(credential.ID, 10) + " " + strings.Join(b.Regions, " "), Title: "CloudTrail's event history of " + credential.Label,
		Args: lookupOrder{credential.ID, b.Days, slices.Compact(b.Regions), int64(b.Most)},
	})
}

// pagesAtOnce is after how many pages what was read is counted: of ten seconds, at
// AWS's two pages a second ("LookupEvents", AWS CloudTrail API Reference).
const (
	lookupPage  = 50
	pagesAtOnce = 20
)

// looking is a lookup that is under way.
type looking struct {
	*intake
	run    *jobs.Run
	config aws.Config
	order  lookupOrder
	place  lookupPlace
	oldest time.Time // event that was read of the Region
	read   int64     // events of the Region, since the last time that they were counted
}

// lookup is the work of a job.
func (s *Service) lookup(ctx context.Context, sc access.Scope, run *jobs.Run, order lookupOrder) (any, error) {
	key, err := s.Vault.Open(ctx, sc, order.CredentialID, "cloudtrail:LookupEvents")
	if err != nil {
		return nil, err
	}
	l := &looking{intake: s.intake(sc, fromHistory), run: run, config: s.Gateway.Config(sc, key), order: order}
	known, err := run.Load(&l.place)
	if err != nil {
		return nil, err
	}
	if !known {
		who, err := sts.NewFromConfig(l.config).GetCallerIdentity(ctx, &sts.GetCallerIdentityInput{})
		if err != nil {
			return nil, err
		}
		l.place = lookupPlace{Account: aws.ToString(who.Account), To: l.now, From: l.now.Add(-time.Duration(order.Days) * day), Regions: order.Regions, Done: []api.LookedRegion{}}
		if len(l.place.Regions) == 0 {
			l.place.Regions = []string{key.Region}
			if key.Region != globalRegion && !strings.HasPrefix(key.Region, "cn-") && !strings.HasPrefix(key.Region, "us-gov-") {
				l.place.Regions = append(l.place.Regions, globalRegion)
			}
		}
		l.place.Until = l.place.To
	}
	for len(l.place.Done) < len(l.place.Regions) {
		if err := l.region(ctx, s.Pace, l.place.Regions[len(l.place.Done)]); err != nil {
			return nil, err
		}
	}
	if !slices.ContainsFunc(l.place.Done, func(r api.LookedRegion) bool { return r.Denied == "" }) {
		return nil, ErrLookup.Saying("%s", l.place.Done[0].Denied)
	}
	if err := l.record(ctx); err != nil {
		return nil, err
	}
	return api.LookupEventsResult{AccountID: l.place.Account, Regions: l.place.Done, Tally: l.place.Tally}, nil
}

// record writes the outcome into the audit log, once.
func (l *looking) record(ctx context.Context) error {
	if l.place.Recorded {
		return nil
	}
	l.place.Recorded = true
	return l.service.DB.Tx(ctx, l.scope, func(ctx context.Context) error {
		if err := l.run.Save(ctx, l.place); err != nil {
			return err
		}
		return l.service.Audit.Record(ctx, l.scope, audit.Entry{
			Action: "usage.events_looked_up", ResourceType: "cloudtrail_events", ResourceID: l.place.Account, AWSAccountID: l.place.Account,
			Details: map[string]string{"regions": strings.Join(l.place.Regions, " "), "events": strconv.FormatInt(l.place.Tally.Events, 10), "counted": strconv.FormatInt(l.place.Tally.Counted, 10)},
		})
	})
}

// region reads a Region from where the last attempt was, the newest events first.
func (l *looking) region(ctx context.Context, pace *jobs.Pace, region string) error {
	config := l.config.Copy()
	config.Region = region
	client := cloudtrail.NewFromConfig(pace.Config(config, l.place.Account, "cloudtrail", jobs.RateCloudTrail))
	// A token holds with the question that it came of only ("LookupEvents", AWS CloudTrail
	// API Reference): the place moves on while the pages are read, and the question stays.
	from, until := l.place.From, l.place.Until
	in := &cloudtrail.LookupEventsInput{StartTime: &from, EndTime: &until, MaxResults: aws.Int32(lookupPage)}
	l.oldest, l.read = l.place.Until, 0
	var tally api.EventTally
	more := false
	for pages, p := 1, cloudtrail.NewLookupEventsPaginator(client, in); p.HasMorePages(); pages++ {
		if more = l.place.Events+l.read >= l.order.Most; more {
			break
		}
		answer, err := p.NextPage(ctx)
		if reason := unreadable(err, region); reason != "" && l.place.Events+l.read == 0 {
			return l.next(ctx, api.LookedRegion{Region: region, From: l.place.To, To: l.place.To, Denied: reason})
		}
		if err != nil {
			return err
		}
		for i := range answer.Events {
			if err := l.event(ctx, aws.ToString(answer.Events[i].CloudTrailEvent), &tally); err != nil {
				return err
			}
		}
		if err := l.report(ctx, region); err != nil {
			return err
		}
		if pages%pagesAtOnce == 0 {
			if err := l.keep(ctx, &tally); err != nil {
				return err
			}
		}
	}
	if err := l.keep(ctx, &tally); err != nil {
		return err
	}
	done := api.LookedRegion{Region: region, From: l.place.From, To: l.place.To, Events: l.place.Events, More: more}
	if more {
		done.From = l.place.Until
	}
	return l.next(ctx, done)
}

// event takes one event. One that cannot be read is passed over, and tallied.
func (l *looking) event(ctx context.Context, text string, tally *api.EventTally) error {
	l.read++
	var e trail.Event
	if json.Unmarshal([]byte(text), &e) != nil || e.Name == "" || e.Source == "" {
		tally.Events++
		tally.Bad++
		return nil //nolint:nilerr // it is told in the tally
	}
	if at, err := time.Parse(time.RFC3339, e.Time); err == nil && at.Before(l.oldest) {
		l.oldest = at
	}
	return l.add(ctx, &e, tally)
}

// keep counts what was read, and remembers the place: an attempt after this one goes
// on from the oldest event, and those that it reads again are known by their ids.
func (l *looking) keep(ctx context.Context, tally *api.EventTally) error {
	if err := l.flush(ctx); err != nil {
		return err
	}
	sum(&l.place.Tally, tally)
	*tally = api.EventTally{}
	l.place.Events, l.read, l.place.Until = l.place.Events+l.read, 0, l.oldest
	return l.run.Save(ctx, l.place)
}

// next ends a Region and begins the next one.
func (l *looking) next(ctx context.Context, done api.LookedRegion) error {
	l.place.Done = append(l.place.Done, done)
	l.place.Until, l.place.Events = l.place.To, 0
	return l.service.DB.Tx(ctx, l.scope, func(ctx context.Context) error {
		if done.Denied == "" {
			row, err := l.service.store.lockTrail(ctx, l.scope, l.place.Account)
			if err != nil {
				return err
			}
			if row != nil {
				body, err := row.read()
				if err != nil {
					return err
				}
				body.looked(done.Region, span{done.From, done.To})
				if err := l.service.store.saveTrail(ctx, l.scope, row, &body); err != nil {
					return err
				}
			}
		}
		return l.run.Save(ctx, l.place)
	})
}

// report tells how far back a Region was read, in hours.
func (l *looking) report(ctx context.Context, region string) error {
	hours := func(d time.Duration) int64 { return int64(d / time.Hour) }
	each := hours(l.place.To.Sub(l.place.From))
	note := fmt.Sprintf("%s: %d events, back to %s", region, l.place.Events+l.read, l.oldest.Format("2006-01-02 15:04"))
	return l.run.Report(ctx, each*int64(len(l.place.Done))+hours(l.place.To.Sub(l.oldest)), each*int64(len(l.place.Regions)), note)
}

// unreadable tells why a Region's history may not be read; empty for any other error.
func unreadable(err error, region string) string {
	var f *fault.Fault
	if !errors.As(err, &f) || f.AWS() == nil {
		return ""
	}
	switch code := f.AWS().Code; {
	case denial.Denied(code):
		return "The credential may not do cloudtrail:LookupEvents in " + region + "."
	case code == "UnrecognizedClientException" || code == "InvalidClientTokenId":
		return "AWS does not know the credential in " + region + ": the Region may not be enabled for the account."
	}
	return ""
}

// ForgetActivity forgets what CloudTrail told of an account.
func (s *Service) ForgetActivity(ctx context.Context, sc access.Scope, in api.ForgetActivityIn) (api.None, error) {
	return api.None{}, s.DB.Tx(ctx, sc, func(ctx context.Context) error {
		gone := s.DB.For(ctx, sc).Where("account_id = ?", in.Account).Delete(&trailRow{})
		if gone.Error != nil {
			return gone.Error
		}
		if gone.RowsAffected == 0 {
			return ErrNoActivity
		}
		for _, rows := range []any{&activityRow{}, &idRow{}} {
			if err := s.DB.For(ctx, sc).Where("account_id = ?", in.Account).Delete(rows).Error; err != nil {
				return err
			}
		}
		return s.Audit.Record(ctx, sc, audit.Entry{Action: "usage.activity_forgotten", ResourceType: "cloudtrail_events", ResourceID: in.Account, AWSAccountID: in.Account})
	})
}
