package plans

import (
	"context"
	"crypto/subtle"
	"encoding/json"
	"errors"
	"fmt"
	"net/http"
	"strconv"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	awshttp "github.com/aws/aws-sdk-go-v2/aws/transport/http"

	"github.com/iam-copilot/iam-copilot/backend/internal/access"
	"github.com/iam-copilot/iam-copilot/backend/internal/fault"
	"github.com/iam-copilot/iam-copilot/backend/internal/platform/gateway"
	"github.com/iam-copilot/iam-copilot/shared/api"
)

// application is a plan while it is being applied.
type application struct {
	*Service
	sc      access.Scope
	row     *planRow
	steps   []stepRow
	lease   time.Time
	config  aws.Config
	begun   bool // some step was sent before
	secrets []api.PlanSecret
}

// Apply runs the steps of a plan that are not done yet, in order. It goes on when
// the caller leaves.
func (s *Service) Apply(ctx context.Context, sc access.Scope, in api.ApplyPlanIn) (api.AppliedPlan, error) {
	row, err := s.store.byID(ctx, sc, in.ID)
	if err != nil {
		return api.AppliedPlan{}, err
	}
	if subtle.ConstantTimeCompare([]byte(row.Hash), []byte(in.Body.Hash)) != 1 {
		return api.AppliedPlan{}, ErrHash.At("body.hash", "is not the plan's hash")
	}
	// Half a plan is worse than a whole one that nobody waits for.
	ctx = context.WithoutCancel(ctx)
	a := &application{Service: s, sc: sc, row: row}
	if err := a.claim(ctx); err != nil {
		return api.AppliedPlan{}, err
	}
	if err := a.prepare(ctx); err != nil {
		return api.AppliedPlan{}, a.release(ctx, err)
	}
	state, stopped, err := a.run(ctx)
	if err != nil {
		if len(a.secrets) == 0 {
			return api.AppliedPlan{}, err
		}
		// Nobody can get them again: they are answered, whatever became of the record.
		state, stopped = stateApplying, err
	}
	return a.finish(ctx, state, stopped)
}

// claim takes the plan, so that nobody else applies it at the same time.
func (a *application) claim(ctx context.Context) error {
	return a.db.Tx(ctx, a.sc, func(ctx context.Context) (err error) {
		now := a.now()
		if a.row, err = a.store.byID(ctx, a.sc, a.row.ID); err != nil {
			return err
		}
		if a.steps, err = a.store.steps(ctx, a.sc, a.row.ID); err != nil {
			return err
		}
		for i := range a.steps {
			a.begun = a.begun || a.steps[i].State == stepDone || a.steps[i].State == stepStarted
		}
		switch {
		case a.row.State == stateApplied:
			return ErrOver
		case !a.begun && !now.Before(a.row.ExpiresAt), now.After(a.row.CreatedAt.Add(resumable)):
			return ErrExpired
		}
		if digest(a.row.AccountID, a.row.CredentialID, a.steps) != a.row.Hash {
			return ErrHash.Saying("The stored steps of the plan are not those that its hash was made of. They were changed in the database: nothing is applied.")
		}
		a.lease = now.Add(leaseTime)
		taken, err := a.store.claim(ctx, a.sc, a.row.ID, now, a.lease)
		if err != nil {
			return err
		}
		if !taken {
			return ErrBusy
		}
		return a.record(ctx, a.sc, "plans.apply_began", a.row, nil)
	})
}

// prepare opens the credential, and looks whether the account is still as it was
// when the plan was made. Once a step has been sent it is not: then the steps
// themselves are looked at.
func (a *application) prepare(ctx context.Context) error {
	config, _, who, err := a.connect(ctx, a.sc, a.row.CredentialID, "plan "+strconv.FormatInt(a.row.ID, 10)+": "+a.row.Title)
	if err != nil {
		return err
	}
	if who.account != a.row.AccountID {
		return ErrOtherAccount.Saying("The credential is of the AWS account %s now; the plan was made for %s. Plan again.", who.account, a.row.AccountID)
	}
	a.config = config
	if a.begun {
		return nil
	}
	before, err := a.preimageOf(ctx, a.sc, a.row)
	if err != nil {
		return err
	}
	for _, r := range before.Readings {
		now, err := a.read(ctx, config, r.Reader, r.Input)
		if err != nil {
			return err
		}
		if what := difference(r.State, now); what != "" {
			return ErrDrift.Saying("The AWS account has changed since the plan was made: %s (%s %s). Plan again.", what, r.Reader, r.Input)
		}
	}
	return nil
}

func (s *Service) preimageOf(ctx context.Context, sc access.Scope, row *planRow) (preimage, error) {
	var p preimage
	opened, err := s.sealer.Open(ctx, sc, preimageColumn, row.ID, row.EncryptedPreimage)
	if err != nil {
		return p, err
	}
	return p, json.Unmarshal(opened, &p)
}

// release gives the plan back as it was, and gives the reason.
func (a *application) release(ctx context.Context, reason error) error {
	err := a.db.Tx(ctx, a.sc, func(ctx context.Context) error {
		_, err := a.store.hold(ctx, a.sc, a.row.ID, a.lease, map[string]any{"state": a.row.State, "lease_until": nil, "error": a.row.Error})
		return err
	})
	if err != nil {
		return err
	}
	return reason
}

// run runs steps until all are done, one fails, or time runs out. stopped is what
// AWS said of the one that failed; err is trouble of our own, after which the lease
// ends by itself.
func (a *application) run(ctx context.Context) (state string, stopped error, err error) {
	end := a.now().Add(applyBudget)
	for i := range a.steps {
		step := &a.steps[i]
		if step.State == stepDone {
			continue
		}
		if a.now().After(end) {
			return stateApplying, nil, nil
		}
		operation, known := a.operations[step.Operation]
		if !known {
			return "", nil, fmt.Errorf("plans: there is no operation %s", step.Operation)
		}
		if stopped, err := a.step(ctx, operation, step); err != nil || stopped != nil {
			return a.stateAfter(), stopped, err
		}
	}
	return stateApplied, nil, nil
}

// stateAfter is the plan's state once a step has failed.
func (a *application) stateAfter() string {
	for i := range a.steps {
		if s := a.steps[i].State; s == stepDone || s == stepStarted {
			return statePartially
		}
	}
	return stateFailed
}

// step runs one step; one that was sent before is looked up first.
func (a *application) step(ctx context.Context, operation Operation, step *stepRow) (stopped, err error) {
	if step.State == stepStarted && step.StartedAt != nil {
		happened, outcome, err := operation.Happened(ctx, a.config, []byte(step.Input), step.StartedAt.UTC())
		if err != nil {
			return Explain(err), a.mark(ctx, step, map[string]any{"error": fault.Of(Explain(err)).Detail()}, "")
		}
		if happened {
			return nil, a.done(ctx, step, outcome)
		}
	}
	now := a.now()
	step.State, step.StartedAt = stepStarted, &now
	if err := a.mark(ctx, step, map[string]any{"state": stepStarted, "started_at": now, "ended_at": nil, "error": ""}, "plans.step_began"); err != nil {
		return nil, err
	}
	outcome, runErr := operation.Run(ctx, a.config, []byte(step.Input))
	if runErr == nil {
		return nil, a.done(ctx, step, outcome)
	}
	stopped = Explain(runErr)
	step.Error = fault.Of(stopped).Detail()
	columns := map[string]any{"error": step.Error, "ended_at": a.now()}
	if refused(runErr) {
		step.State = stepFailed
		columns["state"] = stepFailed
	}
	return stopped, a.mark(ctx, step, columns, "")
}

// done keeps what came of a step.
func (a *application) done(ctx context.Context, step *stepRow, outcome Outcome) error {
	for _, s := range outcome.Secrets {
		s.Step = step.N
		a.secrets = append(a.secrets, s)
	}
	output := ""
	if len(outcome.Output) > 0 {
		written, err := compactJSON(outcome.Output)
		if err != nil {
			return err
		}
		output = string(written)
	}
	step.State, step.Output, step.Note, step.Error = stepDone, output, outcome.Note, ""
	return a.mark(ctx, step, map[string]any{"state": stepDone, "output": output, "note": outcome.Note, "error": "", "ended_at": a.now()}, "")
}

// mark changes a step in the database for as long as the lease is ours, and
// renews the lease. action, when it is not empty, goes into the audit log.
func (a *application) mark(ctx context.Context, step *stepRow, columns map[string]any, action string) error {
	return a.db.Tx(ctx, a.sc, func(ctx context.Context) error {
		lease := a.now().Add(leaseTime)
		held, err := a.store.hold(ctx, a.sc, a.row.ID, a.lease, map[string]any{"lease_until": lease})
		if err != nil {
			return err
		}
		if !held {
			return ErrBusy.Saying("Somebody else has gone on with the plan: this took too long.")
		}
		if err := a.store.updateStep(ctx, a.sc, a.row.ID, step.N, columns); err != nil {
			return err
		}
		if action != "" {
			err = a.record(ctx, a.sc, action, a.row, map[string]string{"step": strconv.Itoa(step.N), "operation": step.Operation, "target": step.Target})
		}
		a.lease = lease
		return err
	})
}

// finish gives the plan up in its new state. Secrets are answered whatever
// happened after they were made.
func (a *application) finish(ctx context.Context, state string, stopped error) (api.AppliedPlan, error) {
	columns := map[string]any{"state": state, "lease_until": nil}
	if stopped != nil {
		columns["error"] = fault.Of(stopped).Detail()
	}
	if state == stateApplied {
		columns["applied_at"] = a.now()
	}
	err := a.db.Tx(ctx, a.sc, func(ctx context.Context) error {
		if _, err := a.store.hold(ctx, a.sc, a.row.ID, a.lease, columns); err != nil {
			return err
		}
		return a.record(ctx, a.sc, "plans."+state, a.row, nil)
	})
	if err != nil && len(a.secrets) == 0 {
		return api.AppliedPlan{}, err
	}
	if state == stateFailed {
		return api.AppliedPlan{}, stopped
	}
	plan, err := a.Get(ctx, a.sc, api.ByID{ID: a.row.ID})
	if err != nil && len(a.secrets) == 0 {
		return api.AppliedPlan{}, err
	}
	if a.secrets == nil {
		a.secrets = []api.PlanSecret{}
	}
	return api.AppliedPlan{Plan: plan, Secrets: a.secrets}, nil
}

// refused tells whether AWS has said no to a write, or was not asked: then it did not
// happen. After anything else, a failure of AWS's own among it, that is not known.
func refused(err error) bool {
	if errors.Is(err, gateway.ErrPaused) {
		return true
	}
	var answer *awshttp.ResponseError
	return errors.As(err, &answer) && fault.Of(err).AWS() != nil && answer.HTTPStatusCode() < http.StatusInternalServerError
}
