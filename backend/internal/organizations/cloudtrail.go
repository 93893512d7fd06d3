package organizations

import (
	"context"
	"encoding/json"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/cloudtrail"

	"github.com/iam-copilot/iam-copilot/backend/internal/access"
	"github.com/iam-copilot/iam-copilot/backend/internal/fault"
	"github.com/iam-copilot/iam-copilot/backend/internal/platform/gateway"
	"github.com/iam-copilot/iam-copilot/backend/internal/platform/jobs"
)

// Trail tells what was done in an account lately.
type Trail interface {
	// Recent gives events of the account of a credential as CloudTrail has recorded
	// them, the newest first, each once. more tells that there are others.
	Recent(ctx context.Context, sc access.Scope, q Recent) (events []json.RawMessage, more bool, err error)
}

// Recent is what is asked of a Trail.
type Recent struct {
	CredentialID int64 // 0 for the workspace's default
	From, To     time.Time
	Regions      []string // that of the credential and us-east-1 when empty
}

// cloudTrail asks CloudTrail's event history, which keeps management events of 90
// days ("Working with CloudTrail event history", AWS CloudTrail User Guide).
type cloudTrail struct {
	vault   Vault
	gateway *gateway.Gateway
	pace    *jobs.Pace
}

// Bounds of one question: a page has 50 events, and AWS answers two pages a second
// ("LookupEvents", AWS CloudTrail API Reference).
const (
	pageSize   = 50
	mostPages  = 40
	mostAsking = 35 * time.Second
)

// global is the Region in whose event history services without Regions record.
const global = "us-east-1"

// Recent asks each Region in turn.
func (c *cloudTrail) Recent(ctx context.Context, sc access.Scope, q Recent) (out []json.RawMessage, more bool, err error) {
	key, err := c.vault.Open(ctx, sc, q.CredentialID, "cloudtrail:LookupEvents")
	if err != nil {
		return nil, false, err
	}
	regions := q.Regions
	if len(regions) == 0 {
		regions = []string{key.Region}
		if key.Region != global {
			regions = append(regions, global)
		}
	}
	account := key.AccountID
	if account == "" {
		account = key.AccessKeyID
	}
	config, end, pages := c.gateway.Config(sc, key), time.Now().Add(mostAsking), 0
	for _, region := range regions {
		inRegion := config.Copy()
		inRegion.Region = region
		client := cloudtrail.NewFromConfig(c.pace.Config(inRegion, account, "cloudtrail", jobs.RateCloudTrail))
		in := &cloudtrail.LookupEventsInput{StartTime: &q.From, EndTime: &q.To, MaxResults: aws.Int32(pageSize)}
		for p := cloudtrail.NewLookupEventsPaginator(client, in); p.HasMorePages(); pages++ {
			if pages >= mostPages || time.Now().After(end) {
				return out, true, nil
			}
			answer, err := p.NextPage(ctx)
			if err != nil {
				return nil, false, explainTrail(err)
			}
			for i := range answer.Events {
				if text := aws.ToString(answer.Events[i].CloudTrailEvent); text != "" {
					out = append(out, json.RawMessage(text))
				}
			}
		}
	}
	return out, false, nil
}

// errTrail is given when CloudTrail may not be asked.
var errTrail = fault.Declare(fault.Upstream, "organizations.trail_denied", "The credential may not read CloudTrail's event history.")

func explainTrail(err error) error {
	if f := awsFault(err); f != nil && (f.AWS().Code == "AccessDeniedException" || f.AWS().Code == "AccessDenied") {
		return errTrail.Saying("The credential may not do cloudtrail:LookupEvents in its account. Allow that, or send the events with the question.").FromAWS(*f.AWS()).Because(err)
	}
	return err
}
