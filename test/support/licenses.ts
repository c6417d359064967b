/** Columns of the License Master file of California's board, in its order. */
export const CA_COLUMNS =
  "LicenseNo,LastUpdate,BusinessName,BUS-NAME-2,FullBusinessName,MailingAddress,City,State,County,ZIPCode,country,BusinessPhone,BusinessType,IssueDate,ReissueDate,ExpirationDate,InactivationDate,ReactivationDate,PendingSuspension,PendingClassRemoval,PendingClassReplace,PrimaryStatus,SecondaryStatus,Classifications(s),AsbestosReg,WorkersCompCoverageType,WCInsuranceCompany,WCPolicyNumber,WCEffectiveDate,WCExpirationDate,WCCancellationDate,WCSuspendDate,CBSuretyCompany,CBNumber,CBEffectiveDate,CBCancellationDate,CBAmount,WBSuretyCompany,WBNumber,WBEffectiveDate,WBCancellationDate,WBAmount,DBSuretyCompany,DBNumber,DBEffectiveDate,DBCancellationDate,DBAmount,DateRequired,DiscpCaseRegion,DBBondReason,DBCaseNo,NAME-TP-2".split(
    ",",
  );

const USUAL: Readonly<Record<string, string>> = {
  BusinessName: "BUILDERS",
  IssueDate: "01/10/2015",
  ExpirationDate: "01/31/2027",
  PrimaryStatus: "CLEAR",
  "Classifications(s)": "B",
  CBSuretyCompany: "SURETEC",
  CBAmount: "25000",
};

/** A record of that file; what is not given is as usual. */
export const caRow = (values: Readonly<Record<string, string>>): string =>
  `${CA_COLUMNS.map((name) => values[name] ?? USUAL[name] ?? "")
    .map((value) => (/[",]/u.test(value) ? `"${value.replaceAll('"', '""')}"` : value))
    .join(",")}\r\n`;

export const caFile = (rows: readonly Readonly<Record<string, string>>[]): string =>
  `${CA_COLUMNS.join(",")}\r\n${rows.map(caRow).join("")}`;
