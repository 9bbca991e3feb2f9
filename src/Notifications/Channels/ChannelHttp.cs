using System.Net;
using System.Net.Http.Headers;
using System.Text;

namespace Twin.Notifications.Channels;

/// <summary>What every channel over HTTP has in common: one POST, its status judged, its answer read up to a bound, nothing secret in what is said about it.</summary>
public sealed class ChannelHttp(IHttpClientFactory clients, TimeProvider time)
{
    public const string ClientName = "Twin.Notifications";

    /// <summary>A robot's answer is some 50 bytes; a page of HTML is no answer.</summary>
    private const int AnswerBytesMax = 16 << 10;

    /// <summary>An absolute http or https address.</summary>
    public static bool TryAddress(string? url, out Uri address) =>
        Uri.TryCreate(url, UriKind.Absolute, out address!) && (address.Scheme == Uri.UriSchemeHttp || address.Scheme == Uri.UriSchemeHttps);

    /// <summary>How the POST went and, after a success, the beginning of what the receiver answered.</summary>
    /// <param name="readAnswer">False when the status says all: then the answer is not waited for.</param>
    public async Task<(SendResult Result, string Answer)> PostAsync(Uri address, HttpContent content, bool readAnswer, CancellationToken cancellationToken, (string Name, string Value)? header = null)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, address) { Content = content };
        if (header is var (name, value)) request.Headers.TryAddWithoutValidation(name, value);
        try
        {
            using var client = clients.CreateClient(ClientName);
            using var response = await client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancellationToken);
            var result = Judge(response, address);
            return (result, readAnswer && result is SendResult.Delivered ? await BeginningAsync(response.Content, cancellationToken) : "");
        }
        catch (HttpRequestException fault)
        {
            return (new SendResult.Retry($"{address.Authority}: {InWords(fault)}"), "");
        }
        catch (IOException)
        {
            return (new SendResult.Retry($"{address.Authority}: the connection broke"), "");
        }
    }

    private SendResult Judge(HttpResponseMessage response, Uri address)
    {
        if (response.IsSuccessStatusCode) return new SendResult.Delivered();
        var detail = $"{address.Authority} answered {(int)response.StatusCode}";
        return (int)response.StatusCode >= 500 || response.StatusCode is HttpStatusCode.TooManyRequests or HttpStatusCode.RequestTimeout
            ? new SendResult.Retry(detail, After(response.Headers.RetryAfter))
            : new SendResult.Refused(detail);
    }

    private TimeSpan? After(RetryConditionHeaderValue? header) => header switch
    {
        { Delta: { } delta } => delta,
        { Date: { } date } when date > time.GetUtcNow() => date - time.GetUtcNow(),
        _ => null,
    };

    private static async Task<string> BeginningAsync(HttpContent content, CancellationToken cancellationToken)
    {
        var buffer = new byte[AnswerBytesMax];
        await using var stream = await content.ReadAsStreamAsync(cancellationToken);
        var read = await stream.ReadAtLeastAsync(buffer, buffer.Length, throwOnEndOfStream: false, cancellationToken);
        return Encoding.UTF8.GetString(buffer, 0, read);
    }

    // The exceptions' own messages may quote what they were given.
    private static string InWords(HttpRequestException fault) => fault.HttpRequestError switch
    {
        HttpRequestError.NameResolutionError => "the name is not known",
        HttpRequestError.ConnectionError => "no connection",
        HttpRequestError.SecureConnectionError => "no secure connection",
        HttpRequestError.ResponseEnded or HttpRequestError.InvalidResponse => "no proper answer",
        _ => "the request failed",
    };
}
