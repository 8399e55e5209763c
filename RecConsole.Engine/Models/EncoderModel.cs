namespace RecConsole.Engine.Models;

/// <summary>
/// An encoder as it is stored and served: the ONNX graph and what its caller feeds it. The graph reads <c>items</c> (int64
/// [B, L], rows of the vocabulary, -1 for none), <c>weights</c> (float [B, L]) and <c>embeddings</c> (float [V, d], lent by
/// the artifact so that they are held once), and gives <c>u</c> (float [B, d]).
/// </summary>
public sealed record EncoderModel(byte[] Graph, EncoderOptions Options);
