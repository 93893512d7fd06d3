package identitycenter

import (
	"context"
	"slices"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	sso "github.com/aws/aws-sdk-go-v2/service/ssoadmin"
	"github.com/aws/aws-sdk-go-v2/service/ssoadmin/types"

	"github.com/iam-copilot/iam-copilot/backend/internal/fault"
	"github.com/iam-copilot/iam-copilot/backend/internal/plans"
	"github.com/iam-copilot/iam-copilot/backend/internal/plans/calls"
)

// How long one step waits for what IAM Identity Center does after its answer, and
// how often it looks. A step that is not done by then is gone on with when the plan
// is applied again.
const (
	waitMost  = 30 * time.Second
	waitFirst = 250 * time.Millisecond
	waitLast  = 3 * time.Second
)

// progress is how far something is that goes on after AWS's answer.
type progress struct {
	status  types.StatusValues
	failure string
}

// await looks until something has ended.
func await(ctx context.Context, operation string, look func(ctx context.Context) (progress, error)) (plans.Outcome, error) {
	pause := waitFirst
	for end := time.Now().Add(waitMost); ; {
		p, err := look(ctx)
		switch {
		case err != nil:
			return plans.Outcome{}, ErrSlow.Because(err) // whether it has happened is not known
		case p.status == types.StatusValuesSucceeded:
			return plans.Outcome{}, nil
		case p.status == types.StatusValuesFailed:
			return plans.Outcome{}, ErrFailed.Saying("IAM Identity Center could not do it: %s", p.failure).
				FromAWS(fault.AWS{Service: "sso", Operation: operation, Code: "FAILED", Message: p.failure})
		case time.Now().After(end):
			return plans.Outcome{}, ErrSlow
		}
		timer := time.NewTimer(pause)
		select {
		case <-ctx.Done():
			timer.Stop()
			return plans.Outcome{}, ErrSlow.Because(ctx.Err())
		case <-timer.C:
		}
		pause = min(pause*2, waitLast)
	}
}

func progressOf(s *types.AccountAssignmentOperationStatus) progress {
	return progress{s.Status, aws.ToString(s.FailureReason)}
}

// assignmentOperations are the writes that AWS does not finish before it answers
// ("CreateAccountAssignment", "DeleteAccountAssignment" and "ProvisionPermissionSet",
// IAM Identity Center API Reference).
func assignmentOperations() []plans.Operation {
	return []plans.Operation{
		calls.Operation(ssoAdmin, "CreateAccountAssignment", (*sso.Client).CreateAccountAssignment, calls.Write[*sso.Client, sso.CreateAccountAssignmentInput, sso.CreateAccountAssignmentOutput]{
			Settled: conflict,
			Wait: func(ctx context.Context, c *sso.Client, in *sso.CreateAccountAssignmentInput, out *sso.CreateAccountAssignmentOutput) (plans.Outcome, error) {
				return awaitCreation(ctx, c, in.InstanceArn, out.AccountAssignmentCreationStatus)
			},
			Happened: func(ctx context.Context, c *sso.Client, in *sso.CreateAccountAssignmentInput, _ time.Time) (bool, plans.Outcome, error) {
				pending, err := pendingCreation(ctx, c, in)
				if err != nil {
					return false, plans.Outcome{}, err
				}
				if pending != nil {
					outcome, err := awaitCreation(ctx, c, in.InstanceArn, pending)
					return err == nil, outcome, err
				}
				there, err := assigned(ctx, c, in.InstanceArn, in.PermissionSetArn, in.TargetId, in.PrincipalType, in.PrincipalId)
				return there, plans.Outcome{}, err
			},
			Undo: func(in *sso.CreateAccountAssignmentInput, _ calls.Before, _ map[string]string) []calls.Call {
				back := sso.DeleteAccountAssignmentInput{
					InstanceArn: in.InstanceArn, PermissionSetArn: in.PermissionSetArn, PrincipalId: in.PrincipalId, PrincipalType: in.PrincipalType, TargetId: in.TargetId, TargetType: in.TargetType,
				}
				return one("sso:DeleteAccountAssignment", &back, "Take the assignment in the account "+*in.TargetId+" away.")
			},
		}),
		calls.Operation(ssoAdmin, "DeleteAccountAssignment", (*sso.Client).DeleteAccountAssignment, calls.Write[*sso.Client, sso.DeleteAccountAssignmentInput, sso.DeleteAccountAssignmentOutput]{
			Settled: gone,
			Wait: func(ctx context.Context, c *sso.Client, in *sso.DeleteAccountAssignmentInput, out *sso.DeleteAccountAssignmentOutput) (plans.Outcome, error) {
				id, now := out.AccountAssignmentDeletionStatus.RequestId, out.AccountAssignmentDeletionStatus
				return await(ctx, "DeleteAccountAssignment", func(ctx context.Context) (progress, error) {
					if now != nil && now.Status != types.StatusValuesInProgress {
						return progressOf(now), nil
					}
					now = nil
					answer, err := c.DescribeAccountAssignmentDeletionStatus(ctx, &sso.DescribeAccountAssignmentDeletionStatusInput{InstanceArn: in.InstanceArn, AccountAssignmentDeletionRequestId: id})
					if err != nil {
						return progress{}, err
					}
					return progressOf(answer.AccountAssignmentDeletionStatus), nil
				})
			},
			Happened: func(ctx context.Context, c *sso.Client, in *sso.DeleteAccountAssignmentInput, _ time.Time) (bool, plans.Outcome, error) {
				there, err := assigned(ctx, c, in.InstanceArn, in.PermissionSetArn, in.TargetId, in.PrincipalType, in.PrincipalId)
				return !there && err == nil, plans.Outcome{}, err
			},
			Undo: func(in *sso.DeleteAccountAssignmentInput, _ calls.Before, _ map[string]string) []calls.Call {
				back := sso.CreateAccountAssignmentInput{
					InstanceArn: in.InstanceArn, PermissionSetArn: in.PermissionSetArn, PrincipalId: in.PrincipalId, PrincipalType: in.PrincipalType, TargetId: in.TargetId, TargetType: in.TargetType,
				}
				return one("sso:CreateAccountAssignment", &back, "Give the assignment in the account "+*in.TargetId+" back.")
			},
		}),
		calls.Operation(ssoAdmin, "ProvisionPermissionSet", (*sso.Client).ProvisionPermissionSet, calls.Write[*sso.Client, sso.ProvisionPermissionSetInput, sso.ProvisionPermissionSetOutput]{
			Wait: func(ctx context.Context, c *sso.Client, in *sso.ProvisionPermissionSetInput, out *sso.ProvisionPermissionSetOutput) (plans.Outcome, error) {
				id := out.PermissionSetProvisioningStatus.RequestId
				return await(ctx, "ProvisionPermissionSet", func(ctx context.Context) (progress, error) {
					answer, err := c.DescribePermissionSetProvisioningStatus(ctx, &sso.DescribePermissionSetProvisioningStatusInput{InstanceArn: in.InstanceArn, ProvisionPermissionSetRequestId: id})
					if err != nil {
						return progress{}, err
					}
					s := answer.PermissionSetProvisioningStatus
					return progress{s.Status, aws.ToString(s.FailureReason)}, nil
				})
			},
			// Provisioning again does no harm.
			Undo: func(in *sso.ProvisionPermissionSetInput, _ calls.Before, _ map[string]string) []calls.Call {
				return one("sso:ProvisionPermissionSet", in, "Bring the permission set, as it was, to the accounts again.")
			},
		}),
	}
}

func awaitCreation(ctx context.Context, c *sso.Client, instanceArn *string, now *types.AccountAssignmentOperationStatus) (plans.Outcome, error) {
	id := now.RequestId
	return await(ctx, "CreateAccountAssignment", func(ctx context.Context) (progress, error) {
		if now != nil && now.Status != types.StatusValuesInProgress {
			return progressOf(now), nil
		}
		now = nil
		answer, err := c.DescribeAccountAssignmentCreationStatus(ctx, &sso.DescribeAccountAssignmentCreationStatusInput{InstanceArn: instanceArn, AccountAssignmentCreationRequestId: id})
		if err != nil {
			return progress{}, err
		}
		return progressOf(answer.AccountAssignmentCreationStatus), nil
	})
}

// pendingCreation finds the same assignment being made; nil when it is not.
func pendingCreation(ctx context.Context, c *sso.Client, in *sso.CreateAccountAssignmentInput) (*types.AccountAssignmentOperationStatus, error) {
	listing := &sso.ListAccountAssignmentCreationStatusInput{InstanceArn: in.InstanceArn, Filter: &types.OperationStatusFilter{Status: types.StatusValuesInProgress}}
	for p := sso.NewListAccountAssignmentCreationStatusPaginator(c, listing); p.HasMorePages(); {
		answer, err := p.NextPage(ctx)
		if err != nil {
			return nil, err
		}
		for _, m := range answer.AccountAssignmentsCreationStatus {
			described, err := c.DescribeAccountAssignmentCreationStatus(ctx, &sso.DescribeAccountAssignmentCreationStatusInput{InstanceArn: in.InstanceArn, AccountAssignmentCreationRequestId: m.RequestId})
			if err != nil {
				return nil, err
			}
			s := described.AccountAssignmentCreationStatus
			if aws.ToString(s.TargetId) == *in.TargetId && aws.ToString(s.PermissionSetArn) == *in.PermissionSetArn && aws.ToString(s.PrincipalId) == *in.PrincipalId {
				return s, nil
			}
		}
	}
	return nil, nil
}

// assigned tells whether an assignment is there.
func assigned(ctx context.Context, c *sso.Client, instanceArn, set, account *string, principalType types.PrincipalType, principal *string) (bool, error) {
	i := &instance{arn: *instanceArn, sso: c}
	found, err := i.assignedIn(ctx, *account, *set)
	return slices.Contains(found, assignment{*account, *set, string(principalType), *principal}), err
}
