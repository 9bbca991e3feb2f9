using System.Buffers;
using System.Collections.Concurrent;
using System.Diagnostics;
using System.Net;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using MQTTnet.Diagnostics.Logger;
using MQTTnet.Formatter;
using MQTTnet.Protocol;
using MQTTnet.Server;
using Twin.Api.Access;
using Twin.Api.Admission;
using Twin.Api.Telemetry;
using Twin.Api.Tls;
using Twin.Api.View;
using Twin.Domain.Access;
using Twin.Grains.Tracing;

namespace Twin.Api.Mqtt;

/// <summary>
/// MQTT 3.1.1 and 5: readings are applied before they are acknowledged, then relayed to whoever subscribes to <c>twin/#</c>. Packets of one
/// client are taken one after another, so a slow device holds up its own client only, and the network holds back what it sends meanwhile.
/// </summary>
public sealed partial class MqttIngest(
    TelemetryIngest ingest, TelemetryInstruments instruments, IDeviceDirectory devices, INetworkView view, KeyCheck keys, IOptions<MqttOptions> options, MqttShares shares, TelemetryAdmission admission,
    AdmissionInstruments admissions, ServerCertificate certificate, TimeProvider clock, ILogger<MqttIngest> logger) : IHostedService, IAsyncDisposable
{
    private const string Transport = "mqtt";
    private const string IsVersion5 = "twin.v5";
    private const string OfCaller = "twin.caller";
    private const string OfKeyEnd = "twin.key-end";
    private const string OfTopics = "twin.topics";
    private const int ReasonLengthMax = 500;
    private const int FilterLengthMax = 256;

    /// <summary>Larger messages are not relayed: a subscriber that lags would hold very many of them in memory.</summary>
    private const int RelayedBytesMax = 64 * 1024;

    /// <summary>Who does not say who they are within this time is not waited for.</summary>
    private static readonly TimeSpan ConnectWithin = TimeSpan.FromSeconds(15);

    /// <summary>A key that sends faster than it may is not read on for so long, so many times; then it is told to send again.</summary>
    private static readonly TimeSpan HeldBackFor = TimeSpan.FromMilliseconds(500);
    private const int HeldBackMax = 20;

    private readonly LogThrottle _throttle = new(clock);

    /// <summary>Who has connected, by name: to whom a message may be delivered is asked when it is.</summary>
    private readonly ConcurrentDictionary<string, Caller> _callers = new(StringComparer.Ordinal);
    private MqttServer? _server;

    /// <summary>Where it listens; null when it is off or not started.</summary>
    public IPEndPoint? Bound { get; private set; }

    /// <summary>Where it listens for TLS; null when it does not.</summary>
    public IPEndPoint? BoundTls { get; private set; }

    /// <exception cref="MqttEndpointException">The address cannot be listened on.</exception>
    public async Task StartAsync(CancellationToken cancellationToken)
    {
        var settings = options.Value;
        var plain = MqttOptions.TryParse(settings.Endpoint, out var endpoint) ? new MqttListener(endpoint, settings, shares, null) : null;
        var secure = MqttOptions.TryParse(settings.TlsEndpoint, out var tlsEndpoint) ? new MqttListener(tlsEndpoint, settings, shares, certificate) : null;
        MqttListener[] listeners = [.. new[] { plain, secure }.OfType<MqttListener>()];
        if (listeners.Length == 0) return;
        var serverOptions = new MqttServerOptionsBuilder().WithoutDefaultEndpoint().WithMaxPendingMessagesPerClient(settings.PendingPerSubscriberMax)
            .WithDefaultCommunicationTimeout(ConnectWithin).Build();
        var server = new MqttServer(serverOptions, listeners, MqttNetNullLogger.Instance);
        server.ValidatingConnectionAsync += Validate;
        server.InterceptingSubscriptionAsync += CheckSubscription;
        server.InterceptingUnsubscriptionAsync += unsubscription => ForgetTopic(unsubscription);
        server.InterceptingPublishAsync += TakeAsync;
        server.InterceptingClientEnqueueAsync += CheckDelivery;
        server.ClientConnectedAsync += client => EndWithKey(server, client);
        server.ClientDisconnectedAsync += client => Forget(client.SessionItems);
        await server.StartAsync();
        (_server, Bound, BoundTls) = (server, plain?.Bound, secure?.Bound);
        if (Bound is not null) LogListening(Bound);
        if (BoundTls is not null) LogListeningTls(BoundTls);
        instruments.CountClients(() => listeners.Sum(l => l.Connections));
    }

    public async Task StopAsync(CancellationToken cancellationToken)
    {
        if (Interlocked.Exchange(ref _server, null) is not { } server) return;
        await server.StopAsync(new());
        server.Dispose();
        (Bound, BoundTls) = (null, null);
    }

    public async ValueTask DisposeAsync() => await StopAsync(CancellationToken.None);

    private Task Validate(ValidatingConnectionEventArgs connection)
    {
        connection.SessionItems[IsVersion5] = connection.ProtocolVersion == MqttProtocolVersion.V500;
        if (string.IsNullOrEmpty(connection.ClientId) && connection.ProtocolVersion == MqttProtocolVersion.V500)
            (connection.AssignedClientIdentifier, connection.ReasonCode) = (SessionId.Of(connection.UserName, Guid.NewGuid().ToString("N")), MqttConnectReasonCode.Success);
        var (known, wait) = keys.Check(connection.Password ?? "", (connection.RemoteEndPoint as IPEndPoint)?.Address, connection.UserName ?? "");
        if (known is { } caller)
        {
            connection.SessionItems[OfCaller] = caller;
            _callers[caller.Name] = caller;
            if (caller.May(Scopes.Ingest) || caller.May(Scopes.Read))
            {
                if (((NamedAdapter)connection.ChannelAdapter).Share.Name(caller.ShareKey) is var refusal and not Refusal.None) RefuseConnection(connection, refusal);
                return Task.CompletedTask;
            }
            connection.ReasonCode = MqttConnectReasonCode.NotAuthorized;
            Refused("scope", "a connection whose key does not allow it");
            return Task.CompletedTask;
        }
        if (wait is not null)
        {
            connection.ReasonCode = connection.ProtocolVersion == MqttProtocolVersion.V500 ? MqttConnectReasonCode.ConnectionRateExceeded : MqttConnectReasonCode.ServerUnavailable;
            Refused("guesses", "a connection after too many wrong keys");
            return Task.CompletedTask;
        }
        connection.ReasonCode = MqttConnectReasonCode.BadUserNameOrPassword;
        Refused("credentials", "a connection with a wrong user name or key");
        return Task.CompletedTask;
    }

    private void RefuseConnection(ValidatingConnectionEventArgs connection, Refusal refusal)
    {
        connection.ReasonCode = connection.ProtocolVersion == MqttProtocolVersion.V500 && refusal == Refusal.KeyFull ? MqttConnectReasonCode.QuotaExceeded : MqttConnectReasonCode.ServerUnavailable;
        admissions.Refused("mqttConnection", refusal);
        Refused("share", "a connection more than its key may have");
    }

    private static Caller? CallerOf(System.Collections.IDictionary session, Scopes scope) =>
        session[OfCaller] is Caller caller && !caller.Ended.IsCancellationRequested && caller.May(scope) ? caller : null;

    // A key that is revoked takes its connections along.
    private static Task EndWithKey(MqttServer server, ClientConnectedEventArgs client)
    {
        var id = client.ClientId;
        if (client.SessionItems[OfCaller] is Caller caller)
            client.SessionItems[OfKeyEnd] = caller.Ended.Register(() => _ = server.DisconnectClientAsync(id, new MqttServerClientDisconnectOptions { ReasonCode = MqttDisconnectReasonCode.NotAuthorized }));
        return Task.CompletedTask;
    }

    private static Task Forget(System.Collections.IDictionary session)
    {
        if (session[OfKeyEnd] is CancellationTokenRegistration end) end.Unregister();
        return Task.CompletedTask;
    }

    private Task CheckSubscription(InterceptingSubscriptionEventArgs subscription)
    {
        var caller = CallerOf(subscription.SessionItems, Scopes.Read);
        var (topic, known) = (subscription.TopicFilter.Topic, TopicsOf(subscription.SessionItems));
        var outside = caller is not null && TelemetryTopic.OutletOf(topic) is { } outlet && view.ReachOf(outlet, caller.Divisions) == Reach.Outside;
        var may = caller is not null && !outside;
        if (may && TelemetryTopic.IsSubscribable(topic) && topic.Length <= FilterLengthMax && (known.Contains(topic) || known.Count < options.Value.SubscriptionsPerClientMax))
        {
            known.Add(topic);
            return Task.CompletedTask;
        }
        subscription.ProcessSubscription = false;
        if (may && TelemetryTopic.IsSubscribable(topic))
        {
            subscription.Response.ReasonCode = subscription.SessionItems[IsVersion5] is true ? MqttSubscribeReasonCode.QuotaExceeded : MqttSubscribeReasonCode.UnspecifiedError;
            subscription.Response.ReasonString = $"A client may subscribe to {options.Value.SubscriptionsPerClientMax} topics of up to {FilterLengthMax} characters.";
            Refused("subscription", "a subscription");
            return Task.CompletedTask;
        }
        // 3.1.1 knows one failure only.
        subscription.Response.ReasonCode = subscription.SessionItems[IsVersion5] is true ? MqttSubscribeReasonCode.NotAuthorized : MqttSubscribeReasonCode.UnspecifiedError;
        subscription.Response.ReasonString = outside ? "The outlet lies outside the divisions of the key." : may ? $"Only {TelemetryTopic.Root}# can be subscribed to." : "This needs a key with the scope read.";
        Refused("subscription", "a subscription");
        return Task.CompletedTask;
    }

    /// <summary>Asked anew for every message, so that wildcards give no more than they may and an outlet that moves away falls silent.</summary>
    private Task CheckDelivery(InterceptingClientApplicationMessageEnqueueEventArgs delivery)
    {
        var known = _callers.GetAlternateLookup<ReadOnlySpan<char>>().TryGetValue(SessionId.UserOf(delivery.ReceiverClientId), out var caller);
        if (!known || caller!.Ended.IsCancellationRequested || !caller.May(Scopes.Read)) delivery.AcceptEnqueue = false;
        else if (!caller.Divisions.IsWhole)
            delivery.AcceptEnqueue = TelemetryTopic.TryParse(delivery.ApplicationMessage.Topic, devices, caller.Divisions, out _, out var reach) && reach == Reach.Inside;
        return Task.CompletedTask;
    }

    // A client's packets are taken one after another: no two are in here at once.
    private static HashSet<string> TopicsOf(System.Collections.IDictionary session)
    {
        if (session[OfTopics] is HashSet<string> known) return known;
        var topics = new HashSet<string>(StringComparer.Ordinal);
        session[OfTopics] = topics;
        return topics;
    }

    private static Task ForgetTopic(InterceptingUnsubscriptionEventArgs unsubscription)
    {
        TopicsOf(unsubscription.SessionItems).Remove(unsubscription.Topic);
        return Task.CompletedTask;
    }

    private async Task TakeAsync(InterceptingPublishEventArgs publish)
    {
        try
        {
            publish.ApplicationMessage.Retain = false; // a reading is of its moment: kept ones would look fresh to whoever subscribes later
            if (CallerOf(publish.SessionItems, Scopes.Ingest) is not { } caller)
                Refuse(publish, MqttPubAckReasonCode.NotAuthorized, "scope", "This needs a key with the scope ingest.");
            else if (!publish.ApplicationMessage.Topic.StartsWith(TelemetryTopic.Root, StringComparison.Ordinal))
                Refuse(publish, MqttPubAckReasonCode.NotAuthorized, "topic", $"Only topics under {TelemetryTopic.Root} can be published to.");
            else if (!TelemetryTopic.TryParse(publish.ApplicationMessage.Topic, devices, caller.Divisions, out var device, out var reach))
                Refuse(publish, MqttPubAckReasonCode.TopicNameInvalid, "topic", "The topic must be twin/{code}/{device}/telemetry.");
            else if (reach == Reach.Outside)
                Refuse(publish, MqttPubAckReasonCode.NotAuthorized, "division", "The device lies outside the divisions of the key.");
            else if (device is null)
                Refuse(publish, MqttPubAckReasonCode.TopicNameInvalid, "unknownDevice", "No such device is registered.");
            else
            {
                await ApplyAsync(publish, device, caller);
                if (publish.ApplicationMessage.Payload.Length > RelayedBytesMax) publish.ProcessPublish = false;
            }
        }
        catch (Exception e) // a fault of ours must neither confirm the message nor end the broker
        {
            LogFault(e);
            SendAgain(publish, "The message could not be taken.");
        }
    }

    private async Task ApplyAsync(InterceptingPublishEventArgs publish, RegisteredDevice device, Caller caller)
    {
        var payload = publish.ApplicationMessage.Payload;
        var body = payload.IsSingleSegment ? payload.First : payload.ToArray();
        var batch = ingest.Rent();
        using var step = Traces.Begin("mqtt.publish", ActivityKind.Consumer)?.SetTag("twin.device", device.Ref.ToString());
        try
        {
            var (verdict, fault) = await InTurnAsync(publish, body, batch, device, caller);
            switch (verdict)
            {
                case IngestVerdict.Applied when batch.Rejected.Count == 0: break;
                case IngestVerdict.Applied when batch.Rejected.Count < batch.Count:
                    publish.Response.ReasonString = ReasonString($"{batch.Rejected.Count} of {batch.Count} readings were rejected. The first: {batch.Rejected[0].Detail}");
                    Refused("reading", "a reading");
                    break;
                case IngestVerdict.Applied:
                    Refuse(publish, MqttPubAckReasonCode.PayloadFormatInvalid, "reading", batch.Rejected[0].Detail);
                    break;
                case IngestVerdict.Malformed:
                    Refuse(publish, MqttPubAckReasonCode.PayloadFormatInvalid, "payload", $"{fault!.Message} Line {fault.Line}, column {fault.Column}.");
                    break;
                case IngestVerdict.TooFast: SendAgain(publish, "This key sends more readings in a second than one may. Send it again later."); break;
                case IngestVerdict.Busy: SendAgain(publish, "Too many readings are being applied. Send it again."); break;
                default: SendAgain(publish, "The readings could not be stored. Send them again."); break;
            }
        }
        finally
        {
            ingest.Return(batch);
        }
    }

    /// <summary>Applies a message when it is its key's turn. Until then nothing more is read from the client: that is what holds a flood back.</summary>
    private async ValueTask<(IngestVerdict Verdict, TelemetryFault? Fault)> InTurnAsync(InterceptingPublishEventArgs publish, ReadOnlyMemory<byte> body, TelemetryBatch batch, RegisteredDevice device, Caller caller)
    {
        for (var tries = 1; ; tries++)
        {
            var turn = await admission.Gate.EnterAsync(caller.ShareKey, TelemetryAdmission.CostOf(body.Length, packed: false), patient: true, publish.CancellationToken);
            if (turn.Refusal != Refusal.None)
            {
                admissions.Refused("telemetry", turn.Refusal);
                return (IngestVerdict.Busy, null);
            }
            try
            {
                var taken = await ingest.TakeAsync(body, TelemetryFormat.ArrayOrObject, batch, Transport, caller.ShareKey, caller.Divisions, device);
                if (taken.Verdict != IngestVerdict.TooFast || tries == HeldBackMax) return taken;
            }
            finally
            {
                turn.Leave();
            }
            batch.Clear();
            await Task.Delay(HeldBackFor, clock, publish.CancellationToken);
        }
    }

    // MQTT 5 is told; 3.1.1 cannot be, and would send the same for ever if it were not acknowledged.
    private void Refuse(InterceptingPublishEventArgs publish, MqttPubAckReasonCode code, string cause, string detail)
    {
        publish.ProcessPublish = false;
        publish.Response.ReasonCode = code;
        publish.Response.ReasonString = ReasonString(detail);
        Refused(cause, "a message");
    }

    // Not confirmed: MQTT 5 by its reason code, 3.1.1 by the end of the connection, after which the client sends it again.
    private void SendAgain(InterceptingPublishEventArgs publish, string detail)
    {
        publish.ProcessPublish = false;
        publish.Response.ReasonCode = MqttPubAckReasonCode.QuotaExceeded;
        publish.Response.ReasonString = detail;
        publish.CloseConnection = publish.SessionItems[IsVersion5] is not true && publish.ApplicationMessage.QualityOfServiceLevel != MqttQualityOfServiceLevel.AtMostOnce;
        Refused("unavailable", "a message that could not be applied now");
    }

    private static string ReasonString(string detail) => detail.Length <= ReasonLengthMax ? detail : detail[..ReasonLengthMax];

    private void Refused(string cause, string what)
    {
        instruments.MqttRefused(cause);
        if (_throttle.Allows(out var since)) LogRefused(what, cause, since);
    }
}
