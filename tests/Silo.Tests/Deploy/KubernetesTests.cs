using System.Globalization;
using System.Text.RegularExpressions;
using k8s;
using k8s.Models;
using Twin.Api.Mqtt;
using Twin.Silo.Hosting;

namespace Twin.Silo.Tests.Deploy;

/// <summary>The manifests read as Kubernetes would read them, and each name in one of them looked up in the others and in Twin.</summary>
public sealed partial class KubernetesTests
{
    private readonly Manifests _manifests = new();

    [GeneratedRegex(@"^  - (\S+\.yaml)$", RegexOptions.Multiline)]
    private static partial Regex Listed();

    private static IEnumerable<V1Container> Serving(V1PodTemplateSpec pod) => pod.Spec.Containers.Where(c => c.Args is ["serve"]);

    private static int Port(V1Container container, string name) => Assert.Single(container.Ports, p => p.Name == name).ContainerPort;

    [Fact]
    public void Every_file_is_applied_and_everything_is_in_the_namespace()
    {
        var kustomization = File.ReadAllText(DeployFolder.Files("kubernetes", "kustomization.yaml").Single());
        Assert.Equal(_manifests.Files.Order(StringComparer.Ordinal), Listed().Matches(kustomization).Select(m => m.Groups[1].Value).Order(StringComparer.Ordinal));
        var space = Assert.Single(_manifests.Of<V1Namespace>()).Metadata.Name;
        Assert.All(_manifests.All.Where(m => m is not V1Namespace), m => Assert.Equal(space, m.Metadata.NamespaceProperty));
        Assert.All(_manifests.All, m => Assert.Matches("^[a-z][-a-z0-9]{0,62}$", m.Metadata.Name));
        var names = _manifests.All.Select(m => $"{m.Kind} {m.Metadata.Name}").ToArray();
        Assert.Equal(names.Distinct(), names);
    }

    [Fact]
    public void The_schemas_are_Kubernetes_own()
    {
        // That the strictness is real.
        Assert.ThrowsAny<Exception>(() => KubernetesYaml.LoadAllFromString("apiVersion: v1\nkind: ConfigMap\nmetadata: {name: a}\ndate: {}\n", null, strict: true));
        Assert.Equal(
            ["ConfigMap", "CronJob", "Deployment", "Namespace", "NetworkPolicy", "NetworkPolicy", "NetworkPolicy", "PersistentVolumeClaim", "PodDisruptionBudget", "PodDisruptionBudget", "Service", "Service", "StatefulSet"],
            _manifests.All.Select(m => m.Kind).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Workloads_own_their_pods_and_services_budgets_and_policies_find_theirs()
    {
        foreach (var (selector, pod) in _manifests.Of<V1StatefulSet>().Select(w => (w.Spec.Selector, w.Spec.Template)).Concat(_manifests.Of<V1Deployment>().Select(w => (w.Spec.Selector, w.Spec.Template))))
        {
            Assert.Single(_manifests.Selected(selector.MatchLabels));
            Assert.All(selector.MatchLabels, l => Assert.Equal(l.Value, pod.Metadata.Labels[l.Key]));
            Assert.All(pod.Spec.TopologySpreadConstraints, t => Assert.Single(_manifests.Selected(t.LabelSelector.MatchLabels)));
        }
        Assert.All(_manifests.Of<V1PodDisruptionBudget>(), b => Assert.Single(_manifests.Selected(b.Spec.Selector.MatchLabels)));
        foreach (var service in _manifests.Of<V1Service>())
        {
            var (_, pod) = Assert.Single(_manifests.Selected(service.Spec.Selector));
            Assert.All(service.Spec.Ports, p => Assert.Contains(pod.Spec.Containers.SelectMany(c => c.Ports), c => c.Name == p.TargetPort.Value));
        }
        Assert.All(_manifests.Of<V1StatefulSet>(), s => Assert.Equal("None", _manifests.The<V1Service>(s.Spec.ServiceName).Spec.ClusterIP));
    }

    [Fact]
    public void Only_silos_reach_silos_and_only_they_and_API_nodes_the_gateway()
    {
        Assert.Contains(_manifests.Of<V1NetworkPolicy>(), p => p.Spec.PodSelector.MatchLabels is null or { Count: 0 } && p.Spec.Ingress is null or { Count: 0 } && p.Spec.PolicyTypes.Contains("Ingress"));
        var silo = _manifests.The<V1StatefulSet>("twin-silo").Spec.Template.Spec.Containers.Single();
        var rules = _manifests.The<V1NetworkPolicy>("twin-silo").Spec.Ingress;
        string[] From(string port) =>
            [.. rules.Where(r => r.Ports.Any(p => p.Port.Value == Port(silo, port).ToString(CultureInfo.InvariantCulture))).SelectMany(r => r.FromProperty).SelectMany(f => _manifests.Selected(f.PodSelector.MatchLabels)).Select(p => p.Name).Order(StringComparer.Ordinal)];
        Assert.Equal(["twin-silo"], From("silo"));
        Assert.Equal(["twin-api", "twin-silo"], From("gateway"));
        Assert.Equal(new[] { "gateway", "http", "silo" }.Select(p => Port(silo, p)).Order(), rules.SelectMany(r => r.Ports).Select(p => int.Parse(p.Port.Value, CultureInfo.InvariantCulture)).Order());
        Assert.Equal("twin-silo", Assert.Single(_manifests.Selected(_manifests.The<V1NetworkPolicy>("twin-silo").Spec.PodSelector.MatchLabels)).Name);
        var api = _manifests.The<V1Deployment>("twin-api").Spec.Template.Spec.Containers.Single();
        Assert.Equal(api.Ports.Select(p => p.ContainerPort.ToString(CultureInfo.InvariantCulture)), _manifests.The<V1NetworkPolicy>("twin-api").Spec.Ingress.Single().Ports.Select(p => p.Port.Value));
    }

    [Fact]
    public void What_they_set_is_what_Twin_reads_and_the_ports_are_those_it_listens_on()
    {
        foreach (var (_, pod) in _manifests.Pods)
            Assert.All(pod.Spec.Containers, c => Assert.Equal(StorageKind.Postgres, DeployFolder.Settings(_manifests.Environment(c)).Storage));

        var silo = Assert.Single(Serving(_manifests.The<V1StatefulSet>("twin-silo").Spec.Template));
        var asSilo = DeployFolder.Settings(_manifests.Environment(silo));
        Assert.Equal((Role.Silo, "10.1.2.3", Port(silo, "silo"), Port(silo, "gateway")), (asSilo.Role, asSilo.SiloEndpoint.Address.ToString(), asSilo.SiloEndpoint.Port, asSilo.Gateway));
        Assert.Equal($"http://*:{Port(silo, "http")}", asSilo.Urls);

        var api = Assert.Single(Serving(_manifests.The<V1Deployment>("twin-api").Spec.Template));
        var asApi = DeployFolder.Settings(_manifests.Environment(api));
        Assert.Equal((Role.Api, $"http://*:{Port(api, "http")}"), (asApi.Role, asApi.Urls));
        Assert.True(MqttOptions.TryParse(asApi.Mqtt, out var mqtt));
        Assert.Equal(Port(api, "mqtt"), mqtt.Port);
    }

    [Fact]
    public void They_are_asked_whether_they_are_well_and_have_the_time_to_drain()
    {
        foreach (var (_, pod) in _manifests.Pods.Where(p => Serving(p.Pod).Any()))
        {
            var container = Assert.Single(pod.Spec.Containers);
            Assert.Equal(
                ["/healthz/live http", "/healthz/live http", "/healthz/ready http"],
                new[] { container.StartupProbe, container.LivenessProbe, container.ReadinessProbe }.Select(p => $"{p.HttpGet.Path} {p.HttpGet.Port.Value}"));
            Assert.True(pod.Spec.TerminationGracePeriodSeconds >= 45 + (container.Lifecycle?.PreStop?.Sleep?.Seconds ?? 0));
        }
    }

    [Fact]
    public void They_run_as_nobody_in_particular_with_nothing_to_write_but_their_volumes()
    {
        foreach (var (_, pod) in _manifests.Pods)
        {
            Assert.True(pod.Spec.SecurityContext.RunAsNonRoot);
            Assert.Equal("RuntimeDefault", pod.Spec.SecurityContext.SeccompProfile.Type);
            Assert.False(pod.Spec.AutomountServiceAccountToken);
            foreach (var container in pod.Spec.Containers)
            {
                Assert.True(container.SecurityContext.ReadOnlyRootFilesystem);
                Assert.False(container.SecurityContext.AllowPrivilegeEscalation);
                Assert.Equal(["ALL"], container.SecurityContext.Capabilities.Drop);
                Assert.True(container.Resources.Limits.ContainsKey("memory") && container.Resources.Requests.ContainsKey("memory") && container.Resources.Requests.ContainsKey("cpu"));
                Assert.Equal(pod.Spec.Volumes.Select(v => v.Name), container.VolumeMounts.Select(m => m.Name));
                Assert.Equal("twin", container.Image);
            }
            Assert.All(pod.Spec.Volumes.Where(v => v.PersistentVolumeClaim is not null), v => _manifests.The<V1PersistentVolumeClaim>(v.PersistentVolumeClaim.ClaimName));
        }
    }

    [Fact]
    public void The_backup_is_written_into_its_volume_under_a_name_of_its_own()
    {
        var container = Assert.Single(_manifests.The<V1CronJob>("twin-backup").Spec.JobTemplate.Spec.Template.Spec.Containers);
        Assert.Equal("backup", container.Args[0]);
        Assert.Equal("/backups/$(POD_NAME).backup", container.Args[1]);
        Assert.Contains(container.VolumeMounts, m => m.MountPath == "/backups");
        Assert.Contains(container.Env, e => e.Name == "POD_NAME");
    }
}
