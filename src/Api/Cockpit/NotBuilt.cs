using Microsoft.AspNetCore.Http;

namespace Twin.Api.Cockpit;

/// <summary>What stands where the cockpit would, when it was not built: the API works without it.</summary>
internal static class NotBuilt
{
    private const string Text = """
        <!doctype html>
        <html lang="zh">
        <head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>Twin</title></head>
        <body>
        <h1>Twin</h1>
        <p>驾驶舱没有构建：安装 Node.js 20 或更新的版本，执行 <code>make build</code>，再重新启动。接口不受影响，说明在 <a href="/docs">/docs</a>。</p>
        <p lang="en">The cockpit was not built: install Node.js 20 or later, run <code>make build</code> and start again. The API works without it; it is described at <a href="/docs">/docs</a>.</p>
        </body>
        </html>

        """;

    public static Task Answer(HttpContext http)
    {
        http.Response.StatusCode = StatusCodes.Status404NotFound;
        http.Response.ContentType = "text/html; charset=utf-8";
        http.Response.Headers.CacheControl = "no-cache";
        return HttpMethods.IsHead(http.Request.Method) ? Task.CompletedTask : http.Response.WriteAsync(Text, http.RequestAborted);
    }
}
