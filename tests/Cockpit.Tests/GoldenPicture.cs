using Microsoft.Playwright;

namespace Twin.Cockpit.Tests;

/// <summary>
/// Compares a page with the picture of it that is kept in the tree. Pictures are looked at in squares, each by its mean colour: how another machine smooths a letter's edge does not matter, a panel
/// that has moved does. <c>TWIN_RENEW_PICTURES=1</c> keeps what is seen instead; look at it before it is committed.
/// </summary>
internal static class GoldenPicture
{
    /// <summary>So many of ten thousand squares may differ.</summary>
    private const double SharePer10K = 40;

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    /// <summary>Counts squares of 4 by 4 that differ by more than 20 of 255 in a colour, and draws the picture with those marked. A canvas is what can read pictures here without another library.</summary>
    private const string Compare = """
        async ([seen, kept]) => {
          const read = async (text) => {
            const bitmap = await createImageBitmap(await (await fetch(`data:image/png;base64,${text}`)).blob());
            const canvas = new OffscreenCanvas(bitmap.width, bitmap.height);
            const ctx = canvas.getContext('2d', { willReadFrequently: true });
            ctx.drawImage(bitmap, 0, 0);
            return { canvas, ctx, width: bitmap.width, height: bitmap.height, data: ctx.getImageData(0, 0, bitmap.width, bitmap.height).data };
          };
          const [a, b] = [await read(seen), await read(kept)];
          if (a.width !== b.width || a.height !== b.height) return { share: 10000, difference: seen };
          const side = 4;
          let [all, other] = [0, 0];
          a.ctx.fillStyle = 'rgb(255 0 255 / 80%)';
          for (let y = 0; y + side <= a.height; y += side)
            for (let x = 0; x + side <= a.width; x += side) {
              const sums = [0, 0, 0];
              for (let j = 0; j < side; j++)
                for (let i = 0; i < side; i++)
                  for (let c = 0; c < 3; c++) {
                    const at = ((y + j) * a.width + x + i) * 4 + c;
                    sums[c] += a.data[at] - b.data[at];
                  }
              all++;
              if (sums.some((s) => Math.abs(s) > 20 * side * side)) {
                other++;
                a.ctx.fillRect(x, y, side, side);
              }
            }
          const marked = new Uint8Array(await (await a.canvas.convertToBlob()).arrayBuffer());
          let text = '';
          for (let i = 0; i < marked.length; i += 8192) text += String.fromCharCode(...marked.subarray(i, i + 8192));
          return { share: (other / all) * 10000, difference: btoa(text) };
        }
        """;

    /// <summary>The page becomes what is kept. What is seen instead, and where, is left beside the other pictures.</summary>
    public static async Task Matches(this Operator person, string name, params ILocator[] masked)
    {
        var kept = Kept(name);
        if (Environment.GetEnvironmentVariable("TWIN_RENEW_PICTURES") == "1")
        {
            await File.WriteAllBytesAsync(kept, await Still(person, masked));
            return;
        }
        var (share, seen, difference) = (10_000d, Array.Empty<byte>(), Array.Empty<byte>());
        using var limit = new CancellationTokenSource(Patience);
        do
        {
            seen = await Shot(person, masked);
            (share, difference) = await Difference(person, seen, await File.ReadAllBytesAsync(kept));
        }
        while (share > SharePer10K && !limit.IsCancellationRequested);
        await File.WriteAllBytesAsync(Path.Combine(Repository.Pictures, $"{name}.png"), seen);
        if (share <= SharePer10K) return;
        await File.WriteAllBytesAsync(Path.Combine(Repository.Pictures, $"{name}.different.png"), difference);
        Assert.Fail($"{name}: {share:0} of 10,000 squares are not as in {kept}, more than {SharePer10K}. Seen, and where it differs: {Repository.Pictures}/{name}*.png. TWIN_RENEW_PICTURES=1 keeps what is seen.");
    }

    /// <summary>How far the page is from what is kept, in squares of ten thousand, and whether that is too far.</summary>
    public static async Task<(double Share, bool TooFar)> Far(this Operator person, string name, params ILocator[] masked)
    {
        var (share, _) = await Difference(person, await Shot(person, masked), await File.ReadAllBytesAsync(Kept(name)));
        return (share, share > SharePer10K);
    }

    private static string Kept(string name) => Path.Combine(Repository.Root, "tests", "Cockpit.Tests", "Golden", $"{name}.png");

    /// <summary>A picture that two looks in a row agree on.</summary>
    private static async Task<byte[]> Still(Operator person, ILocator[] masked)
    {
        var last = await Shot(person, masked);
        using var limit = new CancellationTokenSource(Patience);
        for (var again = await Shot(person, masked); !again.AsSpan().SequenceEqual(last) && !limit.IsCancellationRequested; again = await Shot(person, masked)) last = again;
        return last;
    }

    private static Task<byte[]> Shot(Operator person, ILocator[] masked) =>
        person.Page.ScreenshotAsync(new() { Mask = masked, MaskColor = "#12283a", Animations = ScreenshotAnimations.Disabled, Caret = ScreenshotCaret.Hide });

    private static async Task<(double Share, byte[] Difference)> Difference(Operator person, byte[] seen, byte[] kept)
    {
        // On a page of its own: the cockpit's policy lets no script read pictures of elsewhere.
        var desk = await person.Desk();
        var answer = await desk.EvaluateAsync<System.Text.Json.JsonElement>(Compare, (object[])[Convert.ToBase64String(seen), Convert.ToBase64String(kept)]);
        return (answer.GetProperty("share").GetDouble(), Convert.FromBase64String(answer.GetProperty("difference").GetString()!));
    }
}
