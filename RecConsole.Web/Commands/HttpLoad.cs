using System.Diagnostics;
using System.Net;
using System.Net.Sockets;

namespace RecConsole.Web.Commands;

/// <summary>
/// A load generator that leaves the processor to the server: one thread, sockets that do not block, requests written
/// beforehand, answers looked at only for their status, their end and whether they are degraded. Each connection sends its
/// next request when it has its answer. Allocates next to nothing while it runs.
/// </summary>
sealed class HttpLoad(IPEndPoint server, byte[][] requests, int connections)
{
    const int PollMicros = 100_000;
    static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    int next;

    /// <summary>Sends for a while and waits for the last answers.</summary>
    public HttpLoadFigures Run(TimeSpan duration, CancellationToken cancellation)
    {
        var lanes = new Dictionary<Socket, Lane>(connections);
        try
        {
            for (var c = 0; c < connections; c++)
            {
                var socket = new Socket(server.AddressFamily, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
                socket.Connect(server);
                socket.Blocking = false;
                lanes.Add(socket, new Lane(socket));
            }
            return Run(lanes, duration, cancellation);
        }
        finally
        {
            foreach (var socket in lanes.Keys) socket.Dispose();
        }
    }

    HttpLoadFigures Run(Dictionary<Socket, Lane> lanes, TimeSpan duration, CancellationToken cancellation)
    {
        var micros = new List<int>(1 << 20);
        int errors = 0, degraded = 0, busy = lanes.Count;
        var started = Stopwatch.GetTimestamp();
        var last = started;
        foreach (var lane in lanes.Values) lane.Send(Next());
        var ready = new List<Socket>(lanes.Count);
        while (busy > 0)
        {
            cancellation.ThrowIfCancellationRequested();
            ready.Clear();
            foreach (var lane in lanes.Values)
                if (lane.IsBusy) ready.Add(lane.Socket);
            Socket.Select(ready, null, null, PollMicros);
            var over = Stopwatch.GetElapsedTime(started) >= duration;
            if (ready.Count == 0 && Stopwatch.GetElapsedTime(last) > Patience)
                throw new CommandFailedException($"The server has not answered for {Patience.TotalSeconds:0} s.");
            foreach (var socket in ready)
            {
                var lane = lanes[socket];
                if (!lane.Receive()) continue;
                last = Stopwatch.GetTimestamp();
                micros.Add((int)Stopwatch.GetElapsedTime(lane.SentAt, last).TotalMicroseconds);
                if (!lane.IsSuccess) errors++;
                else if (lane.IsDegraded) degraded++;
                if (over) busy--;
                else lane.Send(Next());
            }
        }
        micros.Sort();
        return new HttpLoadFigures(micros.Count / Stopwatch.GetElapsedTime(started, last).TotalSeconds,
            Quantile(micros, 0.5), Quantile(micros, 0.99), micros.Count, errors, degraded);
    }

    byte[] Next() => requests[next++ % requests.Length];

    static double Quantile(List<int> micros, double share) => micros[Math.Max(0, (int)Math.Ceiling(share * micros.Count) - 1)] / 1000.0;

    sealed class Lane(Socket socket)
    {
        readonly byte[] answer = new byte[64 * 1024];
        int received;

        public Socket Socket => socket;
        public long SentAt { get; private set; }
        public bool IsBusy { get; private set; }
        public bool IsSuccess => answer.AsSpan(0, received).StartsWith("HTTP/1.1 200"u8);
        public bool IsDegraded => answer.AsSpan(0, received).IndexOf("\"degraded\":[\""u8) >= 0;

        public void Send(byte[] request)
        {
            (SentAt, IsBusy, received) = (Stopwatch.GetTimestamp(), true, 0);
            // a request of some hundred bytes always fits the empty buffer of a socket whose last answer has come
            if (socket.Send(request) != request.Length) throw new CommandFailedException("A request did not fit the socket's buffer.");
        }

        /// <summary>Takes what has come; true once the answer is whole.</summary>
        public bool Receive()
        {
            var more = socket.Receive(answer.AsSpan(received));
            if (more == 0) throw new CommandFailedException("The server closed a keep-alive connection.");
            received += more;
            IsBusy = !IsWhole(answer.AsSpan(0, received));
            if (IsBusy && received == answer.Length) throw new CommandFailedException($"An answer has more than {answer.Length} bytes.");
            return !IsBusy;
        }

        static bool IsWhole(ReadOnlySpan<byte> answer)
        {
            var head = answer.IndexOf("\r\n\r\n"u8);
            if (head < 0) return false;
            var place = answer[..head].IndexOf("Content-Length: "u8);
            // JSON has no line break of its own: this is the last chunk
            if (place < 0) return answer.EndsWith("\r\n0\r\n\r\n"u8);
            var digits = answer[(place + "Content-Length: "u8.Length)..head];
            return System.Buffers.Text.Utf8Parser.TryParse(digits, out int length, out _) && answer.Length == head + 4 + length;
        }
    }
}

/// <summary>One run of the load.</summary>
/// <param name="P50Ms">From sending a request to its whole answer.</param>
/// <param name="Errors">Answers other than 200.</param>
/// <param name="Degraded">Slates that say that something fell back.</param>
public sealed record HttpLoadFigures(double RequestsPerSecond, double P50Ms, double P99Ms, int Requests, int Errors, int Degraded)
{
    /// <summary>Bytes that the whole process allocated in the run, a request: HTTP, engine and background work together.</summary>
    public double BytesPerRequest { get; init; }

    /// <summary>Processor time of the whole process, the generator's included: the figure to compare where other work shares the machine.</summary>
    public double ProcessorMicrosPerRequest { get; init; }
}
