"""``score``: accuracy of extracted JSON against gold."""

from __future__ import annotations

from pathlib import Path

import click

from budgetextract.cli import speech

_WORDS = (
    "document", "group", "recall", "precision", "silent", "silent_one", "in_conflict", "not_covered", "total", "table",
    "narrative", "staffing", "tables", "headings", "indicators", "gold", "predicted", "missed", "wrong", "spurious",
    "kept", "promised", "confidence", "facts",
)  # fmt: skip


@click.command()
@click.argument("predicted", type=click.Path(exists=True, path_type=Path))
@click.argument("gold", type=click.Path(exists=True, path_type=Path))
@click.option("--format", "format_", type=click.Choice(["text", "json"]), default="text", show_default=True)
@click.option("--details", is_flag=True)
@click.option("--reliability", is_flag=True)
def score(predicted: Path, gold: Path, format_: str, details: bool, reliability: bool) -> None:
    """See ``help.score``."""
    from budgetextract.scoring.gold import GoldError, Predicted, find_gold, find_predicted, read_gold, read_predicted
    from budgetextract.scoring.report import as_json, as_text, score_document

    golds, predictions = find_gold(gold), find_predicted(predicted)
    if predicted.is_file() and gold.is_file():
        predictions = {gold.stem: predicted}
    names = [name for name in golds if name in predictions or predicted.is_dir()]
    if not any(name in predictions for name in names):
        speech.say("score.no_pair", predicted=predicted, gold=gold)
        raise click.exceptions.Exit(2)
    for name in predictions.keys() - golds.keys() if gold.is_dir() else ():
        speech.say("score.no_gold", id=name)
    scores, failed = [], False
    for name in names:
        if name not in predictions:
            speech.say("score.no_prediction", id=name)
        try:
            found = read_predicted(predictions[name]) if name in predictions else Predicted(name, ())
            scores.append(score_document(read_gold(golds[name]), found))
        except GoldError as error:
            failed = True
            speech.say("score.bad_file", file=error.file, why=error.why)
    if format_ == "json":
        click.echo(as_json(scores, details=details, bins=reliability))
    else:
        words = {word: speech.text(f"score.{word}") for word in _WORDS}
        click.echo(as_text(scores, words, details=details, bins=reliability))
    if failed:
        raise click.exceptions.Exit(1)
