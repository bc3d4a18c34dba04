package io.breakwater.node.cli;

import io.breakwater.core.money.Rate;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Reads a rate on the command line: a plain decimal of at most twelve places. */
final class RateConverter implements ITypeConverter<Rate> {

    @Override
    public Rate convert(String text) {
        try {
            return Rate.of(text);
        } catch (IllegalArgumentException | ArithmeticException bad) {
            throw new TypeConversionException(bad.getMessage());
        }
    }
}
