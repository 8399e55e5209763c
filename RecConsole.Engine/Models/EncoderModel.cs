namespace RecConsole.Engine.Models;

/// <summary>
/// An encoder as it is stored and served: the ONNX graph and what its caller feeds it. The graph gives <c>u</c> (float [B, d]), or,
/// of a click model, <c>top_items</c> (int64 [B, M]: rows of the vocabulary), <c>top_clicks</c> (float [B, M]: how probable a click on
/// each is), <c>candidate_clicks</c> and, where it knows, <c>candidate_purchases</c> (float [B, C]: of a purchase after a click).
/// It takes any of these inputs, by name; [B, L] is a batch of shoppers by their <see cref="EncoderOptions.MaxInteractions"/> latest
/// interactions, the newest first, the rest padded (a graph that wants the oldest first gathers along axis 1 with descending
/// places: then the padding stands in front):
/// <list type="bullet">
/// <item><c>items</c>, int64 [B, L]: rows of the vocabulary, -1 for none (in ONNX the last row: mask it);</item>
/// <item><c>weights</c>, float [B, L]: kind's weight times decay, 0 for none;</item>
/// <item><c>kinds</c>, int64 [B, L]: the number of the <see cref="Events.EventKind"/>, -1 for none;</item>
/// <item><c>gaps</c>, float [B, L]: seconds since the interaction before it (the next in the row), 0 for the oldest, for none and
/// where times are not known;</item>
/// <item><c>embeddings</c>, float [V, d]: the item matrix, lent by the artifact so that it is held once;</item>
/// <item><c>candidates</c>, int64 [B, C]: of a click model, rows that are asked about by name.</item>
/// </list>
/// A row without any interaction may give anything: the caller makes it zero, unless <see cref="EncoderOptions.AnswersUnknown"/>.
/// </summary>
public sealed record EncoderModel(byte[] Graph, EncoderOptions Options);
