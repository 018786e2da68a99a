package gatehouse.server;

import gatehouse.core.access.LiveConnections;
import gatehouse.core.access.Node;
import gatehouse.core.access.NodeLease;
import gatehouse.core.access.PrincipalView;
import gatehouse.core.access.SignIn;
import gatehouse.core.administration.Accounts;
import gatehouse.core.administration.AdministrationStore;
import gatehouse.core.administration.Applications;
import gatehouse.core.administration.AuditTrail;
import gatehouse.core.administration.Confirmations;
import gatehouse.core.administration.Explanations;
import gatehouse.core.administration.OpenConnections;
import gatehouse.core.administration.Previews;
import gatehouse.core.administration.ProjectEgress;
import gatehouse.core.administration.Projects;
import gatehouse.core.administration.RoleAssignments;
import gatehouse.core.administration.ServiceAccounts;
import gatehouse.core.administration.Sessions;
import gatehouse.core.administration.SignedCalls;
import gatehouse.core.administration.Tokens;
import gatehouse.core.administration.UserApplications;
import gatehouse.core.administration.UserTokens;
import gatehouse.core.administration.Users;
import gatehouse.core.administration.Uses;
import gatehouse.core.image.Registries;
import gatehouse.core.news.News;
import gatehouse.core.volume.DataStores;
import gatehouse.core.volume.UserVolumes;
import gatehouse.core.workload.AppEdits;
import gatehouse.core.workload.Backups;
import gatehouse.core.workload.Commands;
import gatehouse.core.workload.DataSyncs;
import gatehouse.core.workload.Frameworks;
import gatehouse.core.workload.JobArrays;
import gatehouse.core.workload.LiveWorkloads;
import gatehouse.core.workload.Nodes;
import gatehouse.core.workload.NotebookEdits;
import gatehouse.core.workload.Offer;
import gatehouse.core.workload.Quotas;
import gatehouse.core.workload.RunLogs;
import gatehouse.core.workload.UsageStore;
import gatehouse.core.workload.WorkloadRuntime;
import gatehouse.core.workload.WorkloadStore;
import gatehouse.core.workload.Workloads;

/** What the doors are built over, by subject. */
final class UseCases {
  private UseCases() {}

  /** What the doors need to know who calls. */
  record Access(
      NodeLease lease,
      Node node,
      PrincipalView view,
      News news,
      SignIn signIn,
      SignedCalls signedCalls,
      LiveConnections connections) {}

  /** The use cases of administration. */
  record Administration(
      AdministrationStore store,
      Projects projects,
      ProjectEgress egress,
      Accounts accounts,
      Users users,
      RoleAssignments roles,
      Tokens tokens,
      Sessions sessions,
      UserTokens userTokens,
      Applications applications,
      ServiceAccounts serviceAccounts,
      UserApplications userApplications,
      AuditTrail auditTrail,
      Explanations explanations,
      Previews previews,
      Confirmations confirmations,
      OpenConnections openConnections,
      Uses uses) {}

  /** The use cases of workloads. */
  record Work(
      WorkloadStore store,
      Workloads workloads,
      Backups backups,
      NotebookEdits notebookEdits,
      AppEdits appEdits,
      RunLogs logs,
      Commands commands,
      JobArrays arrays,
      DataSyncs syncs,
      DataStores dataStores,
      UserVolumes volumes,
      Registries registries,
      Offer offer,
      Frameworks frameworks,
      Quotas quotas,
      Nodes nodes,
      WorkloadRuntime runtime,
      LiveWorkloads live,
      UsageStore usage) {}
}
