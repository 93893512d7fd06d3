package plans

import (
	"context"
	"encoding/json"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/sts"

	"github.com/iam-copilot/iam-copilot/backend/internal/access"
	"github.com/iam-copilot/iam-copilot/backend/internal/audit"
	"github.com/iam-copilot/iam-copilot/backend/internal/platform/seal"
	"github.com/iam-copilot/iam-copilot/shared/api"
)

// preimageColumn is what a plan was made from.
var preimageColumn = seal.Register("plans", "encrypted_preimage")

// reading is something that was read for a plan, to be read again before it is
// applied.
type reading struct {
	Reader string          `json:"reader"`
	Input  json.RawMessage `json:"input"`
	State  json.RawMessage `json:"state"`
}

// preimage is how things were when a plan was made.
type preimage struct {
	Readings []reading               `json:"readings"`
	Before   map[int]json.RawMessage `json:"before"` // by number of the step
}

// Draft is a plan that is being worked out with one credential. It is used by one
// goroutine.
type Draft struct {
	// Config makes the clients that read the account.
	Config aws.Config
	// AccountID and Partition ("aws", "aws-cn", …) are those of the credential, as AWS
	// has just said, and CallerArn is who it is.
	AccountID, Partition, CallerArn string
	// PolicyID is the stored policy that the plan deploys; 0 for none.
	PolicyID int64

	service    *Service
	sc         access.Scope
	credential int64
	title      string
	undoOf     int64
	steps      []Step
	about      about
	preimage   preimage
	err        error
}

// Begin opens a credential, and asks AWS whose it is. id 0 means the workspace's
// default one.
func (s *Service) Begin(ctx context.Context, sc access.Scope, credentialID int64, title string) (*Draft, error) {
	config, key, who, err := s.connect(ctx, sc, credentialID, "plan: "+title)
	if err != nil {
		return nil, err
	}
	return &Draft{
		Config: config, AccountID: who.account, Partition: who.partition, CallerArn: who.arn,
		service: s, sc: sc, credential: key, title: title,
		about: about{
			Summary: []string{}, Findings: []api.PlanFinding{}, Affected: []string{}, Warnings: []string{},
			Access: api.PlanAccess{Grants: []api.PlanAccessChange{}, Removes: []api.PlanAccessChange{}},
		},
		preimage: preimage{Readings: []reading{}, Before: map[int]json.RawMessage{}},
	}, nil
}

// identity is whose a credential is.
type identity struct{ account, partition, arn string }

func (s *Service) connect(ctx context.Context, sc access.Scope, id int64, purpose string) (aws.Config, int64, identity, error) {
	key, err := s.vault.Open(ctx, sc, id, purpose)
	if err != nil {
		return aws.Config{}, 0, identity{}, err
	}
	config := s.gateway.Config(sc, key)
	who, err := sts.NewFromConfig(config).GetCallerIdentity(ctx, &sts.GetCallerIdentityInput{})
	if err != nil {
		return aws.Config{}, 0, identity{}, Explain(err)
	}
	parts := strings.SplitN(aws.ToString(who.Arn), ":", 3)
	partition := "aws"
	if len(parts) == 3 {
		partition = parts[1]
	}
	return config, key.CredentialID, identity{aws.ToString(who.Account), partition, aws.ToString(who.Arn)}, nil
}

// Read reads something of the account by a registered reader into into. It becomes
// part of what the plan was made from: it is read again before the plan is applied,
// which is refused when it is not the same.
func (d *Draft) Read(ctx context.Context, reader string, input, into any) error {
	written, err := Exact(input)
	if err != nil {
		return err
	}
	state, err := d.service.read(ctx, d.Config, reader, written)
	if err != nil {
		return err
	}
	d.preimage.Readings = append(d.preimage.Readings, reading{reader, written, state})
	return json.Unmarshal(state, into)
}

func (s *Service) read(ctx context.Context, config aws.Config, reader string, input json.RawMessage) (json.RawMessage, error) {
	read, known := s.readers[reader]
	if !known {
		return nil, fmt.Errorf("plans: there is no reader %s", reader)
	}
	state, err := read(ctx, config, input)
	if err != nil {
		return nil, Explain(err)
	}
	return compactJSON(state)
}

// Step adds a call of AWS. input is the SDK's input type; before, which may be nil,
// is what taking it back needs.
func (d *Draft) Step(operation, target string, input, before any, says string, args ...any) {
	written, err := Exact(input)
	if err != nil {
		d.fail(err)
		return
	}
	step := Step{Operation: operation, Target: target, Input: written, Says: fmt.Sprintf(says, args...)}
	if before != nil {
		if step.Before, err = compactJSON(before); err != nil {
			d.fail(err)
			return
		}
	}
	d.steps = append(d.steps, step)
}

func (d *Draft) fail(err error) {
	if d.err == nil {
		d.err = err
	}
}

// Steps tells how many steps there are so far.
func (d *Draft) Steps() int { return len(d.steps) }

// Say adds a sentence of what will happen.
func (d *Draft) Say(sentence string, args ...any) {
	d.about.Summary = append(d.about.Summary, fmt.Sprintf(sentence, args...))
}

// Warn adds a sentence of what to think of first.
func (d *Draft) Warn(sentence string, args ...any) {
	d.about.Warnings = append(d.about.Warnings, fmt.Sprintf(sentence, args...))
}

// Affects names users, groups and roles that the plan changes something for.
func (d *Draft) Affects(arns ...string) {
	for _, arn := range arns {
		if !slices.Contains(d.about.Affected, arn) {
			d.about.Affected = append(d.about.Affected, arn)
		}
	}
}

// Save keeps the plan. A plan without steps is refused.
func (d *Draft) Save(ctx context.Context) (api.Plan, error) {
	s, sc := d.service, d.sc
	rows, err := d.rows()
	if err != nil {
		return api.Plan{}, err
	}
	if len(d.about.Summary) == 0 {
		for _, step := range d.steps {
			d.Say("%s", step.Says)
		}
	}
	written, err := compactJSON(d.about)
	if err != nil {
		return api.Plan{}, err
	}
	user, err := sc.User()
	if err != nil {
		return api.Plan{}, err
	}
	before, err := compactJSON(d.preimage)
	if err != nil {
		return api.Plan{}, err
	}
	now := s.now()
	row := &planRow{
		CreatedBy: &user, Author: sc.Actor().Email, State: statePlanned, Hash: digest(d.AccountID, d.credential, rows), Title: d.title,
		AccountID: d.AccountID, CredentialID: d.credential, About: string(written), CreatedAt: now, ExpiresAt: now.Add(lifetime),
		UndoOf: reference(d.undoOf), PolicyID: reference(d.PolicyID),
	}
	err = s.db.Tx(ctx, sc, func(ctx context.Context) error {
		if err := s.store.insert(ctx, sc, row, rows); err != nil {
			return err
		}
		sealed, err := s.sealer.Seal(ctx, sc, preimageColumn, row.ID, before)
		if err != nil {
			return err
		}
		if err := s.db.For(ctx, sc).Model(&planRow{}).Where("id = ?", row.ID).Update("encrypted_preimage", sealed).Error; err != nil {
			return err
		}
		return s.record(ctx, sc, "plans.planned", row, nil)
	})
	if err != nil {
		return api.Plan{}, err
	}
	return row.view(rows, now)
}

func reference(id int64) *int64 {
	if id == 0 {
		return nil
	}
	return &id
}

// rows are the steps as they are stored, each checked once more as its operation
// will read it.
func (d *Draft) rows() ([]stepRow, error) {
	switch {
	case d.err != nil:
		return nil, d.err
	case len(d.steps) == 0:
		return nil, ErrNothing
	case len(d.steps) > maxSteps:
		return nil, ErrTooLong.Saying("The change takes %d steps, and one plan may have %d. Do a part of it first.", len(d.steps), maxSteps)
	}
	rows := make([]stepRow, len(d.steps))
	for i, step := range d.steps {
		operation, known := d.service.operations[step.Operation]
		if !known {
			return nil, fmt.Errorf("plans: there is no operation %s", step.Operation)
		}
		if err := operation.Check(step.Input); err != nil {
			return nil, err
		}
		if step.Before != nil {
			d.preimage.Before[i+1] = step.Before
		}
		rows[i] = stepRow{
			N: i + 1, Operation: step.Operation, Target: step.Target, Input: string(step.Input), Says: step.Says, State: stepPending,
			Reversible: operation.Undo != nil && len(operation.Undo(Done{Step: step, Output: map[string]string{}})) > 0,
		}
		if !rows[i].Reversible {
			d.Warn("Step %d cannot be taken back: %s", i+1, step.Says)
		}
	}
	return rows, nil
}

// record writes what happens to a plan into the audit log.
func (s *Service) record(ctx context.Context, sc access.Scope, action string, row *planRow, details map[string]string) error {
	all := map[string]string{"title": row.Title, "hash": row.Hash, "credential_id": strconv.FormatInt(row.CredentialID, 10)}
	for name, value := range details {
		all[name] = value
	}
	return s.audit.Record(ctx, sc, audit.Entry{
		Action: action, ResourceType: "plan", ResourceID: strconv.FormatInt(row.ID, 10), AWSAccountID: row.AccountID, Details: all,
	})
}
