package identitycenter

import (
	"context"
	"encoding/json"
	"errors"
	"slices"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	sso "github.com/aws/aws-sdk-go-v2/service/ssoadmin"
	"github.com/aws/aws-sdk-go-v2/service/ssoadmin/types"

	"github.com/iam-copilot/iam-copilot/backend/internal/plans"
	"github.com/iam-copilot/iam-copilot/backend/internal/plans/calls"
)

var ssoAdmin = calls.Service[*sso.Client]{
	Prefix: "sso", Explain: explain, Client: func(c aws.Config) *sso.Client { return sso.NewFromConfig(c) },
}

// operations are the writes of the room.
func operations() []plans.Operation {
	return slices.Concat(setOperations(), tagOperations(), assignmentOperations(), peopleOperations())
}

// gone tells that what was to be removed is not there.
func gone(err error) bool {
	var none *types.ResourceNotFoundException
	return errors.As(err, &none)
}

// conflict tells that what was to be there is there.
func conflict(err error) bool {
	var twice *types.ConflictException
	return errors.As(err, &twice)
}

func one(operation string, input any, says string) []calls.Call {
	return []calls.Call{{Operation: operation, Input: input, Says: says}}
}

// setOperations are the writes of permission sets.
func setOperations() []plans.Operation {
	return []plans.Operation{
		calls.Operation(ssoAdmin, "CreatePermissionSet", (*sso.Client).CreatePermissionSet, calls.Write[*sso.Client, sso.CreatePermissionSetInput, sso.CreatePermissionSetOutput]{
			Outcome: func(_ *sso.CreatePermissionSetInput, out *sso.CreatePermissionSetOutput) plans.Outcome {
				return madeSet(aws.ToString(out.PermissionSet.PermissionSetArn))
			},
			Happened: func(ctx context.Context, c *sso.Client, in *sso.CreatePermissionSetInput, _ time.Time) (bool, plans.Outcome, error) {
				i := &instance{arn: *in.InstanceArn, sso: c}
				arn, err := i.named(ctx, *in.Name)
				return arn != "", madeSet(arn), err
			},
			Undo: func(in *sso.CreatePermissionSetInput, _ calls.Before, output map[string]string) []calls.Call {
				arn := output["PermissionSetArn"]
				return one("sso:DeletePermissionSet", &sso.DeletePermissionSetInput{InstanceArn: in.InstanceArn, PermissionSetArn: &arn}, "Delete the permission set "+*in.Name+".")
			},
		}),
		calls.Operation(ssoAdmin, "UpdatePermissionSet", (*sso.Client).UpdatePermissionSet, calls.Write[*sso.Client, sso.UpdatePermissionSetInput, sso.UpdatePermissionSetOutput]{
			Undo: func(in *sso.UpdatePermissionSetInput, before calls.Before, _ map[string]string) []calls.Call {
				var was sso.UpdatePermissionSetInput
				if !before.Into(&was) {
					return nil
				}
				return []calls.Call{{Operation: "sso:UpdatePermissionSet", Input: &was, Before: in, Says: "Give the permission set back the settings that it had."}}
			},
		}),
		calls.Operation(ssoAdmin, "DeletePermissionSet", (*sso.Client).DeletePermissionSet, calls.Write[*sso.Client, sso.DeletePermissionSetInput, sso.DeletePermissionSetOutput]{Settled: gone}),
		calls.Operation(ssoAdmin, "PutInlinePolicyToPermissionSet", (*sso.Client).PutInlinePolicyToPermissionSet,
			calls.Write[*sso.Client, sso.PutInlinePolicyToPermissionSetInput, sso.PutInlinePolicyToPermissionSetOutput]{
				Undo: func(in *sso.PutInlinePolicyToPermissionSetInput, before calls.Before, _ map[string]string) []calls.Call {
					var was string
					if !before.Into(&was) {
						return one("sso:DeleteInlinePolicyFromPermissionSet", &sso.DeleteInlinePolicyFromPermissionSetInput{InstanceArn: in.InstanceArn, PermissionSetArn: in.PermissionSetArn}, "Delete the inline policy.")
					}
					back := &sso.PutInlinePolicyToPermissionSetInput{InstanceArn: in.InstanceArn, PermissionSetArn: in.PermissionSetArn, InlinePolicy: &was}
					return []calls.Call{{Operation: "sso:PutInlinePolicyToPermissionSet", Input: back, Before: *in.InlinePolicy, Says: "Put the inline policy back that was there."}}
				},
			}),
		calls.Operation(ssoAdmin, "DeleteInlinePolicyFromPermissionSet", (*sso.Client).DeleteInlinePolicyFromPermissionSet,
			calls.Write[*sso.Client, sso.DeleteInlinePolicyFromPermissionSetInput, sso.DeleteInlinePolicyFromPermissionSetOutput]{
				Settled: gone,
				Undo: func(in *sso.DeleteInlinePolicyFromPermissionSetInput, before calls.Before, _ map[string]string) []calls.Call {
					var was string
					if !before.Into(&was) {
						return nil
					}
					return one("sso:PutInlinePolicyToPermissionSet", &sso.PutInlinePolicyToPermissionSetInput{InstanceArn: in.InstanceArn, PermissionSetArn: in.PermissionSetArn, InlinePolicy: &was}, "Put the inline policy back that was there.")
				},
			}),
		calls.Operation(ssoAdmin, "AttachManagedPolicyToPermissionSet", (*sso.Client).AttachManagedPolicyToPermissionSet,
			calls.Write[*sso.Client, sso.AttachManagedPolicyToPermissionSetInput, sso.AttachManagedPolicyToPermissionSetOutput]{
				Settled: conflict,
				Undo: func(in *sso.AttachManagedPolicyToPermissionSetInput, _ calls.Before, _ map[string]string) []calls.Call {
					return one("sso:DetachManagedPolicyFromPermissionSet", &sso.DetachManagedPolicyFromPermissionSetInput{InstanceArn: in.InstanceArn, PermissionSetArn: in.PermissionSetArn, ManagedPolicyArn: in.ManagedPolicyArn}, "Detach the policy "+*in.ManagedPolicyArn+".")
				},
			}),
		calls.Operation(ssoAdmin, "DetachManagedPolicyFromPermissionSet", (*sso.Client).DetachManagedPolicyFromPermissionSet,
			calls.Write[*sso.Client, sso.DetachManagedPolicyFromPermissionSetInput, sso.DetachManagedPolicyFromPermissionSetOutput]{
				Settled: gone,
				Undo: func(in *sso.DetachManagedPolicyFromPermissionSetInput, _ calls.Before, _ map[string]string) []calls.Call {
					return one("sso:AttachManagedPolicyToPermissionSet", &sso.AttachManagedPolicyToPermissionSetInput{InstanceArn: in.InstanceArn, PermissionSetArn: in.PermissionSetArn, ManagedPolicyArn: in.ManagedPolicyArn}, "Attach the policy "+*in.ManagedPolicyArn+".")
				},
			}),
		calls.Operation(ssoAdmin, "AttachCustomerManagedPolicyReferenceToPermissionSet", (*sso.Client).AttachCustomerManagedPolicyReferenceToPermissionSet,
			calls.Write[*sso.Client, sso.AttachCustomerManagedPolicyReferenceToPermissionSetInput, sso.AttachCustomerManagedPolicyReferenceToPermissionSetOutput]{
				Settled: conflict,
				Undo: func(in *sso.AttachCustomerManagedPolicyReferenceToPermissionSetInput, _ calls.Before, _ map[string]string) []calls.Call {
					back := &sso.DetachCustomerManagedPolicyReferenceFromPermissionSetInput{InstanceArn: in.InstanceArn, PermissionSetArn: in.PermissionSetArn, CustomerManagedPolicyReference: in.CustomerManagedPolicyReference}
					return one("sso:DetachCustomerManagedPolicyReferenceFromPermissionSet", back, "Detach the customer managed policy "+aws.ToString(in.CustomerManagedPolicyReference.Name)+".")
				},
			}),
		calls.Operation(ssoAdmin, "DetachCustomerManagedPolicyReferenceFromPermissionSet", (*sso.Client).DetachCustomerManagedPolicyReferenceFromPermissionSet,
			calls.Write[*sso.Client, sso.DetachCustomerManagedPolicyReferenceFromPermissionSetInput, sso.DetachCustomerManagedPolicyReferenceFromPermissionSetOutput]{
				Settled: gone,
				Undo: func(in *sso.DetachCustomerManagedPolicyReferenceFromPermissionSetInput, _ calls.Before, _ map[string]string) []calls.Call {
					back := &sso.AttachCustomerManagedPolicyReferenceToPermissionSetInput{InstanceArn: in.InstanceArn, PermissionSetArn: in.PermissionSetArn, CustomerManagedPolicyReference: in.CustomerManagedPolicyReference}
					return one("sso:AttachCustomerManagedPolicyReferenceToPermissionSet", back, "Attach the customer managed policy "+aws.ToString(in.CustomerManagedPolicyReference.Name)+".")
				},
			}),
		calls.Operation(ssoAdmin, "PutPermissionsBoundaryToPermissionSet", (*sso.Client).PutPermissionsBoundaryToPermissionSet,
			calls.Write[*sso.Client, sso.PutPermissionsBoundaryToPermissionSetInput, sso.PutPermissionsBoundaryToPermissionSetOutput]{
				Undo: func(in *sso.PutPermissionsBoundaryToPermissionSetInput, before calls.Before, _ map[string]string) []calls.Call {
					var was types.PermissionsBoundary
					if !before.Into(&was) {
						return one("sso:DeletePermissionsBoundaryFromPermissionSet", &sso.DeletePermissionsBoundaryFromPermissionSetInput{InstanceArn: in.InstanceArn, PermissionSetArn: in.PermissionSetArn}, "Take the permissions boundary off.")
					}
					back := &sso.PutPermissionsBoundaryToPermissionSetInput{InstanceArn: in.InstanceArn, PermissionSetArn: in.PermissionSetArn, PermissionsBoundary: &was}
					return []calls.Call{{Operation: "sso:PutPermissionsBoundaryToPermissionSet", Input: back, Before: in.PermissionsBoundary, Says: "Put the permissions boundary back that was there."}}
				},
			}),
		calls.Operation(ssoAdmin, "DeletePermissionsBoundaryFromPermissionSet", (*sso.Client).DeletePermissionsBoundaryFromPermissionSet,
			calls.Write[*sso.Client, sso.DeletePermissionsBoundaryFromPermissionSetInput, sso.DeletePermissionsBoundaryFromPermissionSetOutput]{
				Settled: gone,
				Undo: func(in *sso.DeletePermissionsBoundaryFromPermissionSetInput, before calls.Before, _ map[string]string) []calls.Call {
					var was types.PermissionsBoundary
					if !before.Into(&was) {
						return nil
					}
					return one("sso:PutPermissionsBoundaryToPermissionSet", &sso.PutPermissionsBoundaryToPermissionSetInput{InstanceArn: in.InstanceArn, PermissionSetArn: in.PermissionSetArn, PermissionsBoundary: &was}, "Put the permissions boundary back that was there.")
				},
			}),
	}
}

func madeSet(arn string) plans.Outcome {
	if arn == "" {
		return plans.Outcome{}
	}
	return plans.Outcome{Output: map[string]string{"PermissionSetArn": arn}, Note: "The permission set's id is " + setID(arn) + "."}
}

// named finds the permission set of a name; "" when there is none.
func (i *instance) named(ctx context.Context, name string) (string, error) {
	all, err := i.described(ctx)
	for _, s := range all {
		if s.Name == name {
			return s.Arn, err
		}
	}
	return "", err
}

// The names of the room's readers.
const (
	readSet     = "identitycenter.permission_set" // of an instance and the ARN of a permission set
	readNames   = "identitycenter.set_names"      // of an instance: ARNs of permission sets by name
	readPair    = "identitycenter.assignments"    // of an instance, a permission set and an account
	readUser    = "identitycenter.user"
	readGroup   = "identitycenter.group"
	readMembers = "identitycenter.members"
	readGroups  = "identitycenter.groups_of_user"
)

// about is what a reader reads.
type about struct {
	Instance string `json:"instance"`
	Store    string `json:"store"`
	ID       string `json:"id"`
	Account  string `json:"account"`
}

// reader makes a reader that asks an instance.
func reader(read func(ctx context.Context, i *instance, a about) (any, error)) plans.Reader {
	return func(ctx context.Context, config aws.Config, input json.RawMessage) (any, error) {
		var a about
		if err := json.Unmarshal(input, &a); err != nil {
			return nil, err
		}
		i := &instance{arn: a.Instance, store: a.Store}
		i.sso, i.people = clients(config)
		state, err := read(ctx, i, a)
		return state, explain(err)
	}
}

// readers are what plans of the room are made from.
func readers() map[string]plans.Reader {
	return map[string]plans.Reader{
		readSet: reader(func(ctx context.Context, i *instance, a about) (any, error) { return i.whole(ctx, a.ID) }),
		readNames: reader(func(ctx context.Context, i *instance, _ about) (any, error) {
			all, err := i.described(ctx)
			out := make(map[string]string, len(all))
			for _, s := range all {
				out[s.Name] = s.Arn
			}
			return out, err
		}),
		readPair: reader(func(ctx context.Context, i *instance, a about) (any, error) {
			found, err := i.allOf(ctx, [][2]string{{a.Account, a.ID}})
			out := []string{}
			for _, one := range found {
				out = append(out, one.principalType+" "+one.principal)
			}
			return out, err
		}),
		readUser:  reader(func(ctx context.Context, i *instance, a about) (any, error) { return i.user(ctx, a.ID) }),
		readGroup: reader(func(ctx context.Context, i *instance, a about) (any, error) { return i.group(ctx, a.ID) }),
		readMembers: reader(func(ctx context.Context, i *instance, a about) (any, error) {
			return i.membersOf(ctx, a.ID)
		}),
		readGroups: reader(func(ctx context.Context, i *instance, a about) (any, error) {
			groups, err := i.groupsOf(ctx, a.ID)
			return append([]string{}, groups...), err
		}),
	}
}
