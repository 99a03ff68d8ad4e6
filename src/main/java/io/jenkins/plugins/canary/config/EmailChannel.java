package io.jenkins.plugins.canary.config;

import hudson.Util;
import io.jenkins.plugins.canary.notify.Channel;
import io.jenkins.plugins.canary.notify.DeliveryException;
import io.jenkins.plugins.canary.notify.News;
import jakarta.mail.MessagingException;
import jakarta.mail.Transport;
import jakarta.mail.internet.AddressException;
import jakarta.mail.internet.MimeMessage;
import java.io.UnsupportedEncodingException;
import java.util.Optional;
import jenkins.plugins.mailer.tasks.MimeMessageBuilder;

/** Plain text by Jenkins' mail server; answers to one release make one thread of messages. */
final class EmailChannel implements Channel {
    private final String to;

    EmailChannel(String to) {
        this.to = to;
    }

    @Override
    public void deliver(News news) {
        try {
            MimeMessage message = new MimeMessageBuilder()
                    .setMimeType("text/plain")
                    .addRecipients(to)
                    .setSubject("[canary] " + news.title())
                    .setBody(body(news))
                    .buildMimeMessage();
            message.setHeader(
                    "References", "<canary-" + reference(news.subject().release()) + "@jenkins>");
            Transport.send(message);
        } catch (AddressException e) {
            throw DeliveryException.lasting("'" + e.getRef() + "' is no address: " + e.getMessage());
        } catch (MessagingException | UnsupportedEncodingException e) {
            throw DeliveryException.passing(
                    "the mail server does not take it: " + Util.fixNull(e.getMessage()), Optional.empty());
        }
    }

    private static String reference(String release) {
        return release.replaceAll("[^-A-Za-z0-9_.]", "_");
    }

    private static String body(News news) {
        StringBuilder text = new StringBuilder(news.sentence()).append("\n\n");
        text.append("target:   ").append(news.subject().target()).append('\n');
        text.append("release:  ").append(news.subject().release()).append('\n');
        text.append("weight:   ").append(news.weight()).append(" %\n");
        text.append("severity: ").append(news.severity().word()).append('\n');
        line(text, "page:     ", news.links().page());
        line(text, "runbook:  ", news.links().runbook());
        line(text, "numbers:  ", news.links().dashboard());
        return text.toString();
    }

    private static void line(StringBuilder text, String name, String value) {
        if (!value.isEmpty()) {
            text.append(name).append(value).append('\n');
        }
    }
}
