"""Addresses of the finance desk."""

from django.urls import path

from grants.desks.finance.views import accounts, batches, exports, funds, home, payments

app_name = "finance"
urlpatterns = [
    path("", home.home, name="home"),
    path("funds/", funds.funds, name="funds"),
    path("funds/new/", funds.fund_new, name="fund_new"),
    path("funds/<int:pk>/", funds.fund, name="fund"),
    path("funds/<int:pk>/sources/new/", funds.source_new, name="source_new"),
    path("funds/<int:pk>/put-in/", funds.allocate, name="allocate"),
    path("funds/<int:pk>/take-out/", funds.withdraw, name="withdraw"),
    path("funds/<int:pk>/move/", funds.transfer, name="transfer"),
    path("funds/<int:pk>/ledger/", funds.ledger, name="ledger"),
    path("ledger/<int:pk>/reverse/", funds.reverse, name="reverse"),
    path("accounts/", accounts.accounts, name="accounts"),
    path("accounts/<int:pk>/", accounts.account, name="account"),
    path("accounts/<int:pk>/check/", accounts.account_check, name="account_check"),
    path("accounts/<int:pk>/verify/", accounts.account_verify, name="account_verify"),
    path("accounts/<int:pk>/refuse/", accounts.account_refuse, name="account_refuse"),
    path("accounts/<int:pk>/reveal/", accounts.account_reveal, name="account_reveal"),
    path("instalments/", batches.instalments, name="instalments"),
    path("batches/", batches.batch_list, name="batches"),
    path("batches/<int:pk>/", batches.batch, name="batch"),
    path("batches/<int:pk>/approve/", batches.batch_approve, name="batch_approve"),
    path("batches/<int:pk>/file/", batches.batch_file, name="batch_file"),
    path("batches/<int:pk>/arrived/", batches.batch_cleared, name="batch_cleared"),
    path("batches/<int:pk>/cancel/", batches.batch_cancel, name="batch_cancel"),
    path("payments/", payments.payment_list, name="payments"),
    path("payments/<int:pk>/", payments.payment, name="payment"),
    path("payments/<int:pk>/remove/", batches.payment_remove, name="payment_remove"),
    path("award-workbook/", exports.award_workbook_file, name="award_workbook"),
]
