package gatehouse.engines.postgres;

import gatehouse.core.identity.Subject;
import gatehouse.core.identity.UserId;
import java.sql.ResultSet;
import java.sql.SQLException;
import org.jdbi.v3.core.statement.SqlStatement;
import org.jspecify.annotations.Nullable;

/**
 * Whose a row is: rows that belong to a user or an account carry {@code user_id} and {@code
 * account_id}, one of which is null.
 */
record Owner(Subject.Kind kind, int id) {
  /** The owner that a subject is; null for workloads and projects, which own no such rows. */
  static @Nullable Owner of(Subject subject) {
    return subject.kind() == Subject.Kind.WORKLOAD || subject.kind() == Subject.Kind.PROJECT
        ? null
        : new Owner(subject.kind(), Integer.parseInt(subject.key()));
  }

  /** The owner that a subject is. */
  static Owner required(Subject subject) {
    Owner owner = of(subject);
    if (owner == null) {
      throw new IllegalArgumentException(subject + " is nobody who owns anything");
    }
    return owner;
  }

  boolean isUser() {
    return kind == Subject.Kind.USER;
  }

  /** The condition that a row is theirs; wants {@link #bindTo}. */
  String condition() {
    return kind == Subject.Kind.USER ? "user_id = :user" : "account_id = :account";
  }

  /** Binds {@code :user} and {@code :account}. */
  <S extends SqlStatement<S>> S bindTo(S statement) {
    return bind(statement, this);
  }

  /** Binds {@code :user} and {@code :account}, both null where there is no owner. */
  static <S extends SqlStatement<S>> S bind(S statement, @Nullable Owner owner) {
    return statement
        .bindByType("user", idIf(Subject.Kind.USER, owner), Integer.class)
        .bindByType("account", idIf(Subject.Kind.ACCOUNT, owner), Integer.class);
  }

  private static @Nullable Integer idIf(Subject.Kind kind, @Nullable Owner owner) {
    return owner != null && owner.kind == kind ? owner.id : null;
  }

  /** The subject that a row belongs to. */
  static Subject subject(ResultSet row) throws SQLException {
    Subject subject = subjectOrNull(row);
    if (subject == null) {
      throw new IllegalStateException("a row without an owner");
    }
    return subject;
  }

  /** The subject that a row belongs to, or null. */
  static @Nullable Subject subjectOrNull(ResultSet row) throws SQLException {
    int user = row.getInt("user_id");
    if (!row.wasNull()) {
      return Subject.user(new UserId(user));
    }
    int account = row.getInt("account_id");
    return row.wasNull() ? null : Subject.account(account);
  }
}
